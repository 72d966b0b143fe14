using System.Security.Claims;
using MeshFunctions.Tokens;

namespace MeshFunctions.Identity;

/// <summary>The principal of the token that was validated here, and of nothing else: no header of a hop, however proven, adds to it.</summary>
public sealed class CallerIdentity
{
    /// <summary>The authentication type of the principal's identity.</summary>
    internal const string AuthenticationType = "Mesh";

    private ClaimsPrincipal? _principal;

    internal CallerIdentity(ValidatedToken token) => Token = token;

    /// <summary>What the token says; the token itself cannot be got out of it.</summary>
    public ValidatedToken Token { get; }

    /// <summary>For whom the token speaks (<c>sub</c>); unique only together with <see cref="Issuer"/>. Never empty.</summary>
    public string Subject => Token.Subject;

    /// <summary>The issuer, as in <c>iss</c> and in the configuration.</summary>
    public string Issuer => Token.Issuer;

    /// <summary>The roles in the configured role claims. Compare ordinally.</summary>
    public IReadOnlyList<string> Roles => Token.Roles;

    /// <summary>The scopes in the configured scope claims. Compare ordinally.</summary>
    public IReadOnlyList<string> Scopes => Token.Scopes;

    /// <summary>The caller as ASP.NET Core's authorization takes it; made when it is first asked for, then always the same.</summary>
    public ClaimsPrincipal Principal => _principal ?? MakePrincipal();

    private ClaimsPrincipal MakePrincipal()
    {
        var made = new ClaimsPrincipal(Token.CreateIdentity(AuthenticationType));
        return Interlocked.CompareExchange(ref _principal, made, null) ?? made;
    }
}
