using MeshFunctions.Headers;

namespace MeshFunctions.Tokens.Rules;

/// <summary>A JWT-SVID speaks for one workload of its trust domain: <c>sub</c> is its SPIFFE id, with a path (SPIFFE JWT-SVID §3.1, SPIFFE-ID §2).</summary>
internal sealed class SvidSubjectRule : ITokenRule
{
    public TokenError Check(in TokenView token)
    {
        var subject = token.Payload["sub"u8];
        var isWorkload = subject.IsText
            && subject.Raw.Length <= SpiffeId.MaxLength
            && SpiffeId.TryParse(subject.GetString(), out var id)
            && id.Path.Length > 0
            && string.Equals(id.TrustDomain, token.Issuer.TrustDomain, StringComparison.Ordinal);
        return isWorkload ? TokenError.None : TokenError.SubjectNotAllowed;
    }
}
