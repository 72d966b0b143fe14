using MeshFunctions.Authorization.Requirements;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;

namespace MeshFunctions.Authorization.Rules;

/// <summary>Makes the rule of one function: what its attributes declare, together with what the configuration demands. The second is only ever added.</summary>
internal sealed class AccessRuleBuilder(IAuthorizationPolicyProvider policies, ShadowedPolicies shadows)
{
    /// <summary>The rule; null, and a line in <paramref name="errors"/> for each reason, where there is none.</summary>
    public async Task<AccessRule?> BuildAsync(string name, AccessDeclaration declaration, IReadOnlyList<ConfiguredDemand> demands, List<string> errors)
    {
        var found = errors.Count;
        foreach (var policy in declaration.Authorize.Select(static data => data.Policy).Where(static policy => !string.IsNullOrWhiteSpace(policy)))
        {
            if (await policies.GetPolicyAsync(policy!).ConfigureAwait(false) is null)
            {
                errors.Add($"Function '{name}': [Authorize(Policy = \"{policy}\")] names a policy that does not exist; add it with services.AddAuthorizationCore(…).");
            }
        }

        List<ShadowedPolicy> shadowed = [];
        var added = new AuthorizationPolicyBuilder();
        foreach (var (path, demand) in demands)
        {
            await AddAsync(added, shadowed, path, demand, errors).ConfigureAwait(false);
        }

        if (errors.Count > found)
        {
            return null;
        }

        try
        {
            foreach (var data in declaration.Authorize.Where(data => shadows.Has(data.Policy)))
            {
                var own = await shadows.OfAsync(data).ConfigureAwait(false);
                shadowed.AddRange(declaration.AllowAnonymous ? [] : [own]);
            }

            var declared = await DeclaredAsync(declaration).ConfigureAwait(false);
            var policy = Combined(declaration.AllowAnonymous ? null : declared, added);
            errors.AddRange(UnknownSchemes([.. declared?.AuthenticationSchemes ?? [], .. added.AuthenticationSchemes, .. shadowed.SelectMany(static own => own.Policy.AuthenticationSchemes), .. declaration.Authorize.SelectMany(SchemesOf)]).Select(scheme =>
                $"Function '{name}': authentication scheme '{scheme}' is unknown; permitted: {MeshAuthenticationSchemes.Mesh}, {MeshAuthenticationSchemes.Bearer}."));
            return new AccessRule(
                !declaration.IsEmpty,
                policy,
                [.. declaration.Mesh.SelectMany(static data => data.GetRequirements()).Cast<MeshRequirement>(), .. demands.SelectMany(static demand => ConfiguredAccess.MeshRequirements(demand.Options))])
            {
                Shadowed = shadowed,
            };
        }
        catch (InvalidOperationException failure)
        {
            errors.Add($"Function '{name}': its access attributes make no policy: {failure.Message}");
            return null;
        }
    }

    private async Task AddAsync(AuthorizationPolicyBuilder added, List<ShadowedPolicy> shadowed, string path, FunctionAccessOptions demands, List<string> errors)
    {
        if (demands.Roles.Count > 0)
        {
            added.AddRequirements(new RolesAuthorizationRequirement(demands.Roles));
        }

        if (demands.Policy is not { } name)
        {
            return;
        }

        if (await policies.GetPolicyAsync(name).ConfigureAwait(false) is not { } policy)
        {
            errors.Add($"{path}:Policy: names a policy that does not exist; add it with services.AddAuthorizationCore(…).");
        }
        else if (shadows.Has(name))
        {
            // What the code declares holds meanwhile.
            shadowed.Add(await shadows.OfAsync(name, floor: null).ConfigureAwait(false));
        }
        else
        {
            added.Combine(policy);
        }
    }

    private async Task<AuthorizationPolicy?> DeclaredAsync(AccessDeclaration declaration)
    {
        if (declaration.IsEmpty)
        {
            return await policies.GetFallbackPolicyAsync().ConfigureAwait(false);
        }

        // Combining nothing would give the fallback policy, which is not for functions that declare something.
        var authorize = declaration.Authorize.Select(data => shadows.Has(data.Policy) ? ShadowedPolicies.Rest(data) : data).OfType<IAuthorizeData>().ToList();
        var policy = authorize.Count == 0 ? null : await AuthorizationPolicy.CombineAsync(policies, authorize).ConfigureAwait(false);
        if (declaration.Requirements.Count == 0)
        {
            return policy;
        }

        // Requirements alone join the fallback policy, as they do in ASP.NET Core.
        policy ??= declaration.Authorize.Count == 0 ? await policies.GetFallbackPolicyAsync().ConfigureAwait(false) : null;
        var builder = policy is null ? new AuthorizationPolicyBuilder() : new AuthorizationPolicyBuilder(policy);
        return builder.AddRequirements([.. declaration.Requirements.SelectMany(static data => data.GetRequirements())]).Build();
    }

    private static AuthorizationPolicy? Combined(AuthorizationPolicy? declared, AuthorizationPolicyBuilder added)
    {
        if (added.Requirements.Count == 0)
        {
            return declared;
        }

        return declared is null ? added.Build() : new AuthorizationPolicyBuilder(declared).Combine(added.Build()).Build();
    }

    // Also of an attribute whose policy is in shadow mode, and of which nothing else is left.
    private static string[] SchemesOf(IAuthorizeData data) => data.AuthenticationSchemes?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static IEnumerable<string> UnknownSchemes(IEnumerable<string> schemes) =>
        schemes.Where(static scheme => !MeshAuthenticationSchemes.IsKnown(scheme)).Distinct(StringComparer.Ordinal);
}
