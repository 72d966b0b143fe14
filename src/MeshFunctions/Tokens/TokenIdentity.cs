using System.Security.Claims;

namespace MeshFunctions.Tokens;

/// <summary>
/// A claims identity that looks claims up by their exact name (the framework's own ignores case, so that a claim <c>Roles</c>
/// which nobody configured would grant roles), and makes them when they are asked for: one that is asked for by its name alone, all of them as soon as somebody looks at all or
/// changes them.
/// </summary>
internal sealed class TokenIdentity : ClaimsIdentity
{
    /// <summary>Claims of this name are the token's roles, wherever in the token they stood.</summary>
    public const string RoleClaim = "roles";

    /// <summary>The claim that <see cref="ClaimsIdentity.Name"/> shows.</summary>
    public const string NameClaim = "sub";

    private readonly ValidatedToken _token;
    private ClaimsOnDemand? _claims;
    private volatile bool _isComplete;

    public TokenIdentity(string authenticationType, ValidatedToken token)
        : base(claims: null, authenticationType, NameClaim, RoleClaim) => _token = token;

    private TokenIdentity(TokenIdentity complete)
        : base(complete) => (_token, _isComplete) = (complete._token, true);

    public override string? Name => _isComplete ? base.Name : _token.Subject;

    public override string? AuthenticationType
    {
        get
        {
            // Who copies an identity asks for this, and then takes the claims from where no override can see it.
            Complete();
            return base.AuthenticationType;
        }
    }

    public override IEnumerable<Claim> Claims
    {
        get
        {
            Complete();
            return base.Claims;
        }
    }

    public override ClaimsIdentity Clone()
    {
        Complete();
        return new TokenIdentity(this);
    }

    public override Claim? FindFirst(string type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (_isComplete)
        {
            return FindAmongAll(type, value: null);
        }

        var claims = OnDemand();
        var index = claims.IndexOf(type, 0);
        return index < 0 ? null : claims[index];
    }

    public override IEnumerable<Claim> FindAll(string type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return FindAllNow(type);
    }

    public override bool HasClaim(string type, string value)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(value);
        if (_isComplete)
        {
            return FindAmongAll(type, value) is not null;
        }

        return string.Equals(type, RoleClaim, StringComparison.Ordinal)
            ? _token.Content.HasRole(value)
            : HasOnDemand(type, value);
    }

    public override Claim? FindFirst(Predicate<Claim> match)
    {
        Complete();
        return base.FindFirst(match);
    }

    public override IEnumerable<Claim> FindAll(Predicate<Claim> match)
    {
        Complete();
        return base.FindAll(match);
    }

    public override bool HasClaim(Predicate<Claim> match)
    {
        Complete();
        return base.HasClaim(match);
    }

    public override void AddClaim(Claim claim)
    {
        Complete();
        base.AddClaim(claim);
    }

    public override void AddClaims(IEnumerable<Claim?> claims)
    {
        Complete();
        base.AddClaims(claims);
    }

    public override bool TryRemoveClaim(Claim? claim)
    {
        Complete();
        return base.TryRemoveClaim(claim);
    }

    public override void RemoveClaim(Claim? claim)
    {
        Complete();
        base.RemoveClaim(claim);
    }

    protected override void WriteTo(BinaryWriter writer, byte[]? userData)
    {
        Complete();
        base.WriteTo(writer, userData);
    }

    private Claim? FindAmongAll(string type, string? value)
    {
        foreach (var claim in base.Claims)
        {
            if (string.Equals(claim.Type, type, StringComparison.Ordinal) && (value is null || string.Equals(claim.Value, value, StringComparison.Ordinal)))
            {
                return claim;
            }
        }

        return null;
    }

    /// <summary>As ordinary identities do, what is there when somebody enumerates, not when the query was made: a claim that was removed meanwhile is not found.</summary>
    private IEnumerable<Claim> FindAllNow(string type)
    {
        foreach (var claim in _isComplete ? FindAllAmongAll(type) : FindOnDemand(type))
        {
            yield return claim;
        }
    }

    private IEnumerable<Claim> FindAllAmongAll(string type) => base.FindAll(claim => string.Equals(claim.Type, type, StringComparison.Ordinal));

    private IEnumerable<Claim> FindOnDemand(string type)
    {
        var claims = OnDemand();
        for (var index = claims.IndexOf(type, 0); index >= 0; index = claims.IndexOf(type, index + 1))
        {
            if (!_isComplete || base.Claims.Contains(claims[index]))
            {
                yield return claims[index];
            }
        }
    }

    private bool HasOnDemand(string type, string value) => FindOnDemand(type).Any(claim => string.Equals(claim.Value, value, StringComparison.Ordinal));

    private ClaimsOnDemand OnDemand() => _claims ?? Interlocked.CompareExchange(ref _claims, new ClaimsOnDemand(_token, this), null) ?? _claims;

    private void Complete()
    {
        if (_isComplete)
        {
            return;
        }

        var claims = OnDemand();
        lock (claims)
        {
            for (var index = 0; index < claims.Count && !_isComplete; index++)
            {
                base.AddClaim(claims[index]);
            }

            _isComplete = true;
        }
    }
}
