using System.Text;
using MeshFunctions.Tokens.Keys;
using MeshFunctions.Tokens.Rules;

namespace MeshFunctions.Tokens;

/// <summary>An issuer as configured, in the form in which tokens are compared with it.</summary>
internal sealed class ConfiguredIssuer
{
    /// <summary><paramref name="issuer"/> is that of one tenant where there are several, and empty where its tokens name none.</summary>
    public ConfiguredIssuer(string name, IssuerOptions options, string issuer, IssuerKeys keys)
    {
        Name = name;
        Value = issuer.Length > 0 || options.TrustDomain is null ? issuer : $"spiffe://{options.TrustDomain}";
        Utf8 = Encoding.UTF8.GetBytes(issuer);
        TrustDomain = options.TrustDomain;
        Kind = options.Kind;
        Audiences = [.. options.Audiences.Select(Encoding.UTF8.GetBytes)];
        ClockSkew = options.ClockSkew.TotalSeconds;
        AcceptUntyped = options.AcceptUntyped;
        RoleClaims = Paths(options.RoleClaims, "roles");
        ScopeClaims = options.Kind == IssuerKind.Entra ? Paths(options.ScopeClaims, "scp") : Paths(options.ScopeClaims, "scp", "scope");
        GroupClaims = Paths(options.GroupClaims, "groups");
        Tenant = options.Kind == IssuerKind.Entra ? EntraIssuer.TryParse(issuer) : null;
        Rules = TokenRules.For(options.Kind);
        Keys = keys;
    }

    /// <summary>Its name in the configuration.</summary>
    public string Name { get; }

    /// <summary>The issuer itself, as tokens name it; the trust domain's SPIFFE id where JWT-SVIDs name none, and empty where transaction tokens do not.</summary>
    public string Value { get; }

    /// <summary>What <c>iss</c> must be; empty where tokens have none.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>The only trust domain that subjects are of, with <see cref="IssuerKind.Spiffe"/>; null otherwise.</summary>
    public string? TrustDomain { get; }

    public IssuerKind Kind { get; }

    public byte[][] Audiences { get; }

    /// <summary>In seconds.</summary>
    public double ClockSkew { get; }

    public bool AcceptUntyped { get; }

    public ClaimPath[] RoleClaims { get; }

    public ClaimPath[] ScopeClaims { get; }

    public ClaimPath[] GroupClaims { get; }

    /// <summary>The tenant of an Entra issuer; null otherwise.</summary>
    public EntraIssuer? Tenant { get; }

    public ITokenRule[] Rules { get; }

    public IssuerKeys Keys { get; }

    private static ClaimPath[] Paths(IList<string> configured, params string[] defaults)
    {
        var paths = new List<ClaimPath>();
        foreach (var text in configured.Count > 0 ? configured : defaults)
        {
            paths.Add(ClaimPath.TryParse(text, out var path) ? path : throw new ArgumentException($"'{text}' is no path of a claim.", nameof(configured)));
        }

        return [.. paths];
    }
}
