using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens.Keys;

/// <summary>
/// Entra's keys may name the issuer whose tokens they sign (wire formats §4.3): a key that names another is none of ours.
/// <c>{tenantid}</c> stands for the tenant; for an issuer of the v1.0 form the v2.0 form of the same tenant is meant as well.
/// </summary>
internal sealed class KeyBinding
{
    private static readonly string[] Version2Hosts =
    [
        "login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn", "login.chinacloudapi.cn",
    ];

    private readonly string? _tenant;
    private readonly HashSet<string> _accepted = new(StringComparer.Ordinal);

    public KeyBinding(string issuer)
    {
        _accepted.Add(issuer);
        if (EntraIssuer.TryParse(issuer) is not { } entra)
        {
            return;
        }

        _tenant = entra.Tenant;
        if (!entra.IsVersion2)
        {
            _accepted.Add($"https://{new Uri(issuer).Authority}/{_tenant}/v2.0");
            _accepted.UnionWith(Version2Hosts.Select(host => $"https://{host}/{_tenant}/v2.0"));
        }
    }

    /// <summary>Whether keys must say that they sign JWT-SVIDs (SPIFFE Trust Domain and Bundle §4.2.2), which other keys of a bundle do not.</summary>
    private bool OfBundle { get; init; }

    /// <summary>How keys of <paramref name="issuer"/> are bound to it.</summary>
    public static KeyBinding For(IssuerOptions options, string issuer) => new(issuer) { OfBundle = options.Kind == IssuerKind.Spiffe };

    /// <summary>Whether a key with this <c>use</c> is meant for the issuer's signatures at all; others do not even take up a <c>kid</c>.</summary>
    public bool AcceptsUse(JsonValue use) => OfBundle ? use.Is("jwt-svid"u8) : !use.Exists || use.Is("sig"u8);

    /// <summary>Whether a key with this <c>issuer</c> member may sign for our issuer; keys need not have one.</summary>
    public bool Accepts(JsonValue keyIssuer)
    {
        if (!keyIssuer.Exists)
        {
            return true;
        }

        if (!keyIssuer.IsString)
        {
            return false;
        }

        var text = keyIssuer.GetString();
        return _accepted.Contains(_tenant is null ? text : text.Replace("{tenantid}", _tenant, StringComparison.Ordinal));
    }
}
