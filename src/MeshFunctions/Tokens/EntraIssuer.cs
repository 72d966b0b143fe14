using System.Text;

namespace MeshFunctions.Tokens;

/// <summary>
/// The two forms of an Entra issuer, each with its tenant: <c>https://{host}/{tenant}/</c> (v1.0) and
/// <c>https://{host}/{tenant}/v2.0</c>. Words instead of a tenant's GUID (<c>common</c>, <c>organizations</c>) are no tenant.
/// </summary>
internal sealed class EntraIssuer
{
    private const int GuidLength = 36;
    private const string Version2Path = "/v2.0";

    private EntraIssuer(string tenant, bool isVersion2)
    {
        Tenant = tenant;
        TenantUtf8 = Encoding.UTF8.GetBytes(tenant);
        IsVersion2 = isVersion2;
    }

    public string Tenant { get; }

    public ReadOnlyMemory<byte> TenantUtf8 { get; }

    public bool IsVersion2 { get; }

    /// <summary>The tenant of an issuer, or null when it is not of one of the two forms.</summary>
    public static EntraIssuer? TryParse(string issuer)
    {
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var uri))
        {
            return null;
        }

        var path = uri.AbsolutePath.AsSpan(1);
        if (path.Length <= GuidLength || !issuer.AsSpan().EndsWith(path, StringComparison.Ordinal) || !Guid.TryParseExact(path[..GuidLength], "D", out _))
        {
            return null;
        }

        return path[GuidLength..] switch
        {
            "/" => new EntraIssuer(path[..GuidLength].ToString(), isVersion2: false),
            Version2Path => new EntraIssuer(path[..GuidLength].ToString(), isVersion2: true),
            _ => null,
        };
    }
}
