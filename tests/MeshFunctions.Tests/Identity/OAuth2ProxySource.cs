using System.Collections.Immutable;
using MeshFunctions.Headers;
using MeshFunctions.Identity;

namespace MeshFunctions.Tests.Identity;

/// <summary>The users of oauth2-proxy (<c>--set-xauthrequest</c>), of which docs/vouched-claims.md shows the code.</summary>
internal sealed class OAuth2ProxySource : IIdentitySource
{
    private const string User = "X-Auth-Request-User";
    private const string Email = "X-Auth-Request-Email";
    private const string PreferredName = "X-Auth-Request-Preferred-Username";
    private const string Groups = "X-Auth-Request-Groups";

    public string Name => "oauth2-proxy";

    public IReadOnlyList<CustomHeader> Headers { get; } = [new(User), new(Email), new(PreferredName), new(Groups, IsList: true)];

    public IdentityReading Read(IdentityHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        if (!headers.TryRead(User, null, out var user)
            || !headers.TryRead(Email, null, out var email)
            || !headers.TryRead(PreferredName, null, out var name)
            || !headers.TryRead(Groups, ',', out var groups))
        {
            return IdentityReading.Invalid;
        }

        if (user.IsEmpty)
        {
            return IdentityReading.None;
        }

        return IdentityReading.Of(
            [.. Claims("sub", user), .. Claims("email", email), .. Claims("preferred_username", name), .. Claims("groups", groups)],
            nameType: "preferred_username",
            roleType: "groups");
    }

    private static IEnumerable<VouchedClaim> Claims(string type, ImmutableArray<string> values) => values.Select(value => new VouchedClaim(type, value));
}
