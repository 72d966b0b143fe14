namespace MeshFunctions.Identity.Xfcc;

/// <summary>What a pair of an XFCC element tells, in the order in which Envoy writes them.</summary>
internal enum XfccKey
{
    /// <summary>Something that we do not know, and pass over.</summary>
    Unknown,

    /// <summary>A URI name of the proxy's own certificate; may be repeated.</summary>
    By,

    /// <summary>SHA-256 of the client's certificate, hex.</summary>
    Hash,

    /// <summary>The client's certificate, URL-encoded PEM.</summary>
    Cert,

    /// <summary>The client's certificate and its issuers, URL-encoded PEM.</summary>
    Chain,

    /// <summary>The client's distinguished name.</summary>
    Subject,

    /// <summary>A URI name of the client's certificate; empty where it has none. One, as an X509-SVID has one.</summary>
    Uri,

    /// <summary>A DNS name of the client's certificate; may be repeated.</summary>
    Dns,
}
