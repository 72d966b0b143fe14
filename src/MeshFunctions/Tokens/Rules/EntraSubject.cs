using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens.Rules;

/// <summary>What an Entra token says of its subject.</summary>
internal static class EntraSubject
{
    /// <summary>
    /// Whether the token is for an application or managed identity by itself: no <c>scp</c>, and <c>idtyp</c> is <c>app</c> or
    /// <c>oid</c> is <c>sub</c>. The absence of <c>idtyp</c> alone proves nothing.
    /// </summary>
    public static bool IsApplication(JsonObject payload)
    {
        var subject = payload["sub"u8];
        var objectId = payload["oid"u8];
        return !payload["scp"u8].Exists
            && (payload["idtyp"u8].Is("app"u8)
                || (subject.IsText && objectId.IsText && JsonStrings.Equals(subject.Raw, subject.Escaped, objectId.Raw, objectId.Escaped)));
    }
}
