using MeshFunctions.Headers;

namespace MeshFunctions.Trust;

/// <summary>One hop that may stand before this app, at <c>MeshFunctions:Hops:{name}</c>.</summary>
public sealed class HopOptions
{
    /// <summary>How the hop proves itself. Required.</summary>
    public HopProof? Proof { get; set; }

    /// <summary>The identity headers that the hop sets, having removed its clients' own. Default: none, so that the hop makes no peer.</summary>
    public IList<IdentitySource> Sets { get; } = [];

    /// <summary>For <see cref="HopProof.SharedKey"/>: name of the Key Vault secret that holds the key (1 to 127 letters, digits, hyphens). Each hop has its own.</summary>
    public string? KeySecret { get; set; }

    /// <summary>
    /// For <see cref="IdentitySource.Xfcc"/>: which element counts, from the right, 1 to 16. Default: 1, the last, which the hop itself wrote. A greater depth
    /// believes every proxy between.
    /// </summary>
    public int XfccDepth { get; set; } = 1;

    /// <summary>
    /// For <see cref="IdentitySource.Xfcc"/>: the URI of the proxy that writes the element which counts; it must be among the element's <c>By</c>, and among no
    /// <c>By</c> further left. Default: none, any proxy; then elements further left must have their certificate (<c>Cert</c>), since nothing else tells them from
    /// what a client's certificate may have smuggled into the header.
    /// </summary>
    public string? XfccBy { get; set; }

    /// <summary>
    /// For <see cref="IdentitySource.AppServiceCertificate"/>: PEM file with the CAs whose clients may be peers, read again when it changes. Required there.
    /// </summary>
    public string? ClientBundleFile { get; set; }

    /// <summary>For <see cref="IdentitySource.JwtPayload"/>: the header with the payload, such as <c>x-jwt-payload</c>. 1 to 64 letters, digits and hyphens, none that has a meaning already.</summary>
    public string? JwtPayloadHeader { get; set; }

    /// <summary>For <see cref="IdentitySource.ClaimHeaders"/>: which header makes which claim. Default: none.</summary>
    public IList<ClaimHeaderOptions> ClaimHeaders { get; } = [];

    /// <summary>For <see cref="IdentitySource.Custom"/>: names of registered sources of the app's own that read what this hop sets; compared ordinally. Default: none.</summary>
    public IList<string> Sources { get; } = [];

    /// <summary>The headers that <see cref="Sources"/> declare; known only after the app's services are.</summary>
    internal IList<CustomHeader> SourceHeaders { get; } = [];

    /// <summary>The headers that this hop sets by names of its own, those only of families that it <see cref="Sets"/>.</summary>
    internal IEnumerable<CustomHeader> CustomHeaders()
    {
        if (Sets.Contains(IdentitySource.JwtPayload) && JwtPayloadHeader is { } payload)
        {
            yield return new CustomHeader(payload);
        }

        foreach (var claim in Sets.Contains(IdentitySource.ClaimHeaders) ? ClaimHeaders : [])
        {
            if (claim.Header is { } name)
            {
                yield return new CustomHeader(name, IsList: string.Equals(claim.Separator, ",", StringComparison.Ordinal));
            }
        }

        foreach (var header in Sets.Contains(IdentitySource.Custom) ? SourceHeaders : [])
        {
            yield return header;
        }
    }

    /// <summary>For <see cref="HopProof.SignedAssertion"/>: the <c>iss</c> of the hop's assertions, compared exactly. Each hop has its own.</summary>
    public string? Issuer { get; set; }

    /// <summary>For <see cref="HopProof.SignedAssertion"/>: the <c>aud</c> by which the hop means this app, compared exactly.</summary>
    public string? Audience { get; set; }

    /// <summary>
    /// For <see cref="HopProof.SignedAssertion"/>: path of the JSON Web Key Set (RFC 7517 §5) with the hop's public keys. A new content is found within a second;
    /// one without a usable key leaves the keys before in use.
    /// </summary>
    public string? KeysFile { get; set; }

    /// <summary>
    /// For <see cref="HopProof.SignedAssertion"/>: whether an assertion counts only once, as the <see cref="Assertions.IReplayStore"/> knows. Default: false, so
    /// that the same request may be sent again for as long as its assertion lives.
    /// </summary>
    public bool OneTime { get; set; }

    /// <summary>For <see cref="HopProof.SharedKey"/>: the header that brings the key. Default: <c>MeshHopKey</c>. A key in another header proves nothing.</summary>
    public HopKeyHeader KeyHeader { get; set; }

    /// <summary>
    /// For <see cref="HopProof.ClientCertificate"/>: path of a PEM file with the authorities that are trusted, roots and intermediates, and nothing else. A new
    /// content is taken within some seconds; one that cannot be read leaves the one before in force. Hops may share a file.
    /// </summary>
    public string? BundleFile { get; set; }

    /// <summary>
    /// For <see cref="HopProof.ClientCertificate"/>: the clients that are this hop, each as <c>spiffe://…</c>, <c>dns:name</c> or <c>sha256:</c> and the 64 hex
    /// digits of a certificate's SHA-256. At least one, and none that is another hop's.
    /// </summary>
    public IList<string> Allowed { get; } = [];

    /// <summary>
    /// For <see cref="HopProof.ClientCertificate"/>: whether the certificate is the one that App Service forwards in <c>X-ARR-ClientCert</c>, instead of that of
    /// the connection. Default: false. Permitted only where <c>WEBSITE_INSTANCE_ID</c> is set; the app's client certificate mode must be Required, without
    /// exclusion paths.
    /// </summary>
    public bool AppService { get; set; }

    /// <summary>For <see cref="HopProof.MeshIsolation"/>: the mesh. Required with it.</summary>
    public HopMesh? Mesh { get; set; }
}
