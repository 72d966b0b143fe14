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
