using System.Globalization;
using System.Text;
using MeshFunctions.Tokens.Json;
using MeshFunctions.Tokens.Rules;

namespace MeshFunctions.Tokens;

/// <summary>
/// The names that a token has for the program that it speaks for, in the form in which <c>[RequireCaller]</c> asks for them. Only what the kind of issuer
/// defines counts: an OpenID Connect issuer may put anything into <c>oid</c> or <c>xms_mirid</c>.
/// </summary>
internal static class WorkloadNames
{
    public const string ObjectPrefix = "oid:";
    public const string ClientPrefix = "client:";
    public const string KubernetesPrefix = "kubernetes:";

    /// <summary>The names; none where the token speaks for a person, or the issuer's tokens do not say.</summary>
    public static string[] Read(ConfiguredIssuer issuer, JsonObject payload) => issuer.Kind switch
    {
        IssuerKind.Entra when EntraSubject.IsApplication(payload) => OfEntra(issuer, payload),
        IssuerKind.Kubernetes when ServiceAccount.TryParse(payload["sub"u8].GetString(), out var account) => [$"{KubernetesPrefix}{account.Namespace}/{account.Name}"],
        IssuerKind.Spiffe => [payload["sub"u8].GetString()],
        _ => [],
    };

    /// <summary>Azure's resource ids know no case; all other names do.</summary>
    public static string Canonical(string name) => name.StartsWith('/') ? name.ToLower(CultureInfo.InvariantCulture) : name;

    private static string[] OfEntra(ConfiguredIssuer issuer, JsonObject payload)
    {
        var names = new List<string>(3);
        Add(payload["oid"u8], ObjectPrefix);
        Add(issuer.Tenant is { IsVersion2: true } ? payload["azp"u8] : payload["appid"u8], ClientPrefix);
        // Other letters have ASCII ones for their lower case.
        if (payload["xms_mirid"u8] is { IsText: true } resource && resource.GetString() is ['/', ..] id && Ascii.IsValid(id))
        {
            names.Add(Canonical(id));
        }

        return [.. names];

        void Add(JsonValue claim, string prefix)
        {
            if (claim.IsText)
            {
                names.Add(prefix + claim.GetString());
            }
        }
    }
}
