using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens.Rules;

/// <summary>
/// Kubernetes: <c>sub</c> is a service account, and the claim <c>kubernetes.io</c>, which tokens of the legacy kind do not have, says the same one
/// (wire formats §4.5).
/// </summary>
internal sealed class KubernetesSubjectRule : ITokenRule
{
    public TokenError Check(in TokenView token)
    {
        var subject = token.Payload["sub"u8];
        if (!subject.IsText || !ServiceAccount.TryParse(subject.GetString(), out var account)
            || !StrictJson.TryReadObject(token.Payload["kubernetes.io"u8].Raw, out var claim))
        {
            return TokenError.SubjectNotAllowed;
        }

        var agrees = Says(claim["namespace"u8], account.Namespace) && NamesAccount(claim["serviceaccount"u8], account.Name);
        claim.Dispose();
        return agrees ? TokenError.None : TokenError.SubjectNotAllowed;
    }

    private static bool NamesAccount(JsonValue claim, string name)
    {
        if (!StrictJson.TryReadObject(claim.Raw, out var account))
        {
            return false;
        }

        var agrees = Says(account["name"u8], name);
        account.Dispose();
        return agrees;
    }

    private static bool Says(JsonValue value, string expected) => value.IsString && string.Equals(value.GetString(), expected, StringComparison.Ordinal);
}
