using System.Security.Claims;

namespace MeshFunctions.Tokens;

/// <summary>The claims of one identity by their places, the roles behind the others, each made when it is first asked for. Several threads may ask at once.</summary>
internal sealed class ClaimsOnDemand(ValidatedToken token, ClaimsIdentity subject)
{
    private readonly Claim?[] _made = new Claim?[token.Claims.Count + token.Content.Roles.Count];

    public int Count => _made.Length;

    /// <summary>Always the same object for one claim, so that whoever found it can remove it.</summary>
    public Claim this[int index] => _made[index] ?? Interlocked.CompareExchange(ref _made[index], Make(index), null) ?? _made[index]!;

    /// <summary>The first claim of exactly that name, at <paramref name="from"/> or behind it; -1 where there is none.</summary>
    public int IndexOf(string type, int from)
    {
        if (!string.Equals(type, TokenIdentity.RoleClaim, StringComparison.Ordinal))
        {
            return token.Claims.IndexOf(type, from);
        }

        var index = Math.Max(from, token.Claims.Count);
        return index < Count ? index : -1;
    }

    private Claim Make(int index) => index < token.Claims.Count
        ? new Claim(token.Claims.Name(index), token.Claims.Value(index), token.Claims.ValueType(index), token.Issuer, token.Issuer, subject)
        : new Claim(TokenIdentity.RoleClaim, token.Roles[index - token.Claims.Count], ClaimValueTypes.String, token.Issuer, token.Issuer, subject);
}
