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
    /// <c>By</c> further left. Default: none, any proxy.
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
}
