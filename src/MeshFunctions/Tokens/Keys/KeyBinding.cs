using MeshFunctions.Tokens.Json;
using MeshFunctions.Tokens.Jws;

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

    /// <summary>The curves that elliptic keys of the issuer may be on. Default: the only one of access tokens.</summary>
    public EllipticCurve[] Curves { get; init; } = [EllipticCurve.P256];

    /// <summary>The curve that a key's <c>crv</c> names; null when it names none that the issuer's keys may be on.</summary>
    public EllipticCurve? FindCurve(JsonValue name)
    {
        foreach (var curve in Curves)
        {
            if (curve.IsNamed(name))
            {
                return curve;
            }
        }

        return null;
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
