using System.Text;
using MeshFunctions.Tokens.Keys;
using MeshFunctions.Tokens.Rules;

namespace MeshFunctions.Tokens;

/// <summary>An issuer as configured, in the form in which tokens are compared with it.</summary>
internal sealed class ConfiguredIssuer
{
    public ConfiguredIssuer(string name, IssuerOptions options, IssuerKeys keys)
    {
        Name = name;
        Value = options.Issuer;
        Utf8 = Encoding.UTF8.GetBytes(options.Issuer);
        Kind = options.Kind;
        Audiences = [.. options.Audiences.Select(Encoding.UTF8.GetBytes)];
        ClockSkew = options.ClockSkew.TotalSeconds;
        AcceptUntyped = options.AcceptUntyped;
        RoleClaims = Paths(options.RoleClaims, "roles");
        ScopeClaims = options.Kind == IssuerKind.Entra ? Paths(options.ScopeClaims, "scp") : Paths(options.ScopeClaims, "scp", "scope");
        GroupClaims = Paths(options.GroupClaims, "groups");
        Tenant = EntraIssuer.TryParse(options.Issuer);
        Rules = TokenRules.For(options.Kind);
        Keys = keys;
    }

    /// <summary>Its name in the configuration.</summary>
    public string Name { get; }

    /// <summary>The issuer itself, as tokens name it.</summary>
    public string Value { get; }

    public ReadOnlyMemory<byte> Utf8 { get; }

    public IssuerKind Kind { get; }

    public byte[][] Audiences { get; }

    /// <summary>In seconds.</summary>
    public double ClockSkew { get; }

    public bool AcceptUntyped { get; }

    public ClaimPath[] RoleClaims { get; }

    public ClaimPath[] ScopeClaims { get; }

    public ClaimPath[] GroupClaims { get; }

    /// <summary>The tenant, where the issuer has the form of an Entra issuer; null otherwise.</summary>
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
