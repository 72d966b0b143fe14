using Microsoft.AspNetCore.Authorization;

namespace MeshFunctions.Authorization.Rules;

/// <summary>
/// Takes the policies in shadow mode out of what a function declares, so that each is decided by itself: once ASP.NET Core has combined policies they are not told apart.
/// Names compare ordinally, so that nothing is put off by likeness.
/// </summary>
internal sealed class ShadowedPolicies(AccessOptions options, IAuthorizationPolicyProvider policies, string path)
{
    private readonly HashSet<string> _unused = new(options.Shadow.Keys, StringComparer.Ordinal);

    private static AuthorizationPolicy Somebody => new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();

    public bool Has(string? policy) => policy is not null && Until(policy) is not null;

    /// <summary>What an attribute demands beside its policy in shadow mode; null where that is nothing but somebody known.</summary>
    public static IAuthorizeData? Rest(IAuthorizeData data) =>
        string.IsNullOrWhiteSpace(data.Roles) ? null : new AuthorizeAttribute { Roles = data.Roles, AuthenticationSchemes = data.AuthenticationSchemes };

    /// <summary>The policy of an attribute. Where nothing else is in it, the default policy and a valid caller hold meanwhile, whatever the default policy asks for.</summary>
    public async Task<ShadowedPolicy> OfAsync(IAuthorizeData data) =>
        await OfAsync(data.Policy!, Rest(data) is null ? AuthorizationPolicy.Combine(await policies.GetDefaultPolicyAsync().ConfigureAwait(false), Somebody) : null).ConfigureAwait(false);

    /// <summary>A policy that exists and is in shadow mode.</summary>
    public async Task<ShadowedPolicy> OfAsync(string policy, AuthorizationPolicy? floor)
    {
        _unused.Remove(policy);
        return new ShadowedPolicy(policy, (await policies.GetPolicyAsync(policy).ConfigureAwait(false))!, floor, Until(policy)!.Value);
    }

    /// <summary>The entries that concern no function: misspelt, or of a policy that there is not.</summary>
    public IEnumerable<string> UnusedErrors() => _unused.Order(StringComparer.Ordinal)
        .Select(name => $"{path}:Shadow:{name}: no HTTP function demands a policy of exactly that name; permitted: the name of one that is demanded.");

    private DateTimeOffset? Until(string policy)
    {
        foreach (var (name, shadow) in options.Shadow)
        {
            if (string.Equals(name, policy, StringComparison.Ordinal))
            {
                return shadow.Until;
            }
        }

        return null;
    }
}
