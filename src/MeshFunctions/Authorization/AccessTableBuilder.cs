using MeshFunctions.Diagnostics;
using MeshFunctions.Identity;
using MeshFunctions.Tokens;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Authorization;

/// <summary>Reads what every function of the app declares into the <see cref="AccessTable"/>, and lists what is wrong with it.</summary>
internal sealed partial class AccessTableBuilder(
    IFunctionMetadataProvider metadata,
    IAuthorizationPolicyProvider policies,
    AccessTable table,
    AccessOptions options,
    TokensOptions tokens,
    PeerAuthorities peers,
    ILogger<AccessTableBuilder> logger)
{
    /// <summary>Fills the table.</summary>
    /// <returns>One line per mistake; the app must not start with any.</returns>
    public async Task<IReadOnlyList<string>> BuildAsync()
    {
        List<string> errors = [];
        Dictionary<string, AccessRule> rules = new(StringComparer.OrdinalIgnoreCase);
        foreach (var function in await metadata.GetFunctionMetadataAsync(AppContext.BaseDirectory).ConfigureAwait(false))
        {
            await AddAsync(function, rules, errors).ConfigureAwait(false);
        }

        table.Fill(rules);
        return errors;
    }

    private async Task AddAsync(IFunctionMetadata function, Dictionary<string, AccessRule> rules, List<string> errors)
    {
        var name = function.Name ?? string.Empty;
        var trigger = FunctionBindings.TriggerType(function.RawBindings);
        var isHttp = FunctionBindings.IsHttp(trigger);
        if (FunctionMethod.Find(function) is not { } method)
        {
            if (isHttp)
            {
                FunctionUnknown(name, function.EntryPoint);
            }

            return;
        }

        var declaration = AccessDeclaration.Of(method);
        if (!isHttp)
        {
            if (!declaration.IsEmpty)
            {
                errors.Add($"Function '{name}': an access attribute stands on a {trigger ?? "function without a trigger"}; only HTTP triggers have a caller. Remove the attribute.");
            }

            return;
        }

        var found = errors.Count;
        errors.AddRange(declaration.Mesh.SelectMany(data => data.Errors()).Select(error => $"Function '{name}': {error}."));
        errors.AddRange(declaration.Mesh.OfType<ITokenRequirementData>().SelectMany(data => data.Errors(tokens)).Select(error => $"Function '{name}': {error}."));
        errors.AddRange(declaration.Mesh.OfType<IPeerRequirementData>().SelectMany(data => data.Errors(peers)).Select(error => $"Function '{name}': {error}."));
        await AddUnknownPoliciesAsync(name, declaration, errors).ConfigureAwait(false);
        if (found == errors.Count && await RuleAsync(name, declaration, errors).ConfigureAwait(false) is { } rule)
        {
            LogRule(name, rule, declaration);
            if (!rules.TryAdd(name, rule))
            {
                errors.Add($"Function '{name}': another function has the same name, which host and worker do not tell apart.");
            }
        }
    }

    private async Task<AccessRule?> RuleAsync(string name, AccessDeclaration declaration, List<string> errors)
    {
        try
        {
            var policy = await PolicyAsync(declaration).ConfigureAwait(false);
            errors.AddRange(UnknownSchemes(policy?.AuthenticationSchemes ?? []).Select(scheme => UnknownScheme(name, scheme)));
            return new AccessRule(
                !declaration.IsEmpty,
                declaration.AllowAnonymous ? null : policy,
                [.. declaration.Mesh.SelectMany(data => data.GetRequirements())]);
        }
        catch (InvalidOperationException failure)
        {
            errors.Add($"Function '{name}': its access attributes make no policy: {failure.Message}");
            return null;
        }
    }

    private async Task<AuthorizationPolicy?> PolicyAsync(AccessDeclaration declaration)
    {
        if (declaration.IsEmpty)
        {
            return await policies.GetFallbackPolicyAsync().ConfigureAwait(false);
        }

        // Combining nothing would give the fallback policy, which is not for functions that declare something.
        var policy = declaration.Authorize.Count == 0
            ? null
            : await AuthorizationPolicy.CombineAsync(policies, declaration.Authorize).ConfigureAwait(false);
        if (declaration.Requirements.Count == 0)
        {
            return policy;
        }

        var builder = policy is null ? new AuthorizationPolicyBuilder() : new AuthorizationPolicyBuilder(policy);
        return builder.AddRequirements([.. declaration.Requirements.SelectMany(data => data.GetRequirements())]).Build();
    }

    private async Task AddUnknownPoliciesAsync(string name, AccessDeclaration declaration, List<string> errors)
    {
        foreach (var policy in declaration.Authorize.Select(data => data.Policy).Where(policy => !string.IsNullOrWhiteSpace(policy)))
        {
            if (await policies.GetPolicyAsync(policy!).ConfigureAwait(false) is null)
            {
                errors.Add($"Function '{name}': [Authorize(Policy = \"{policy}\")] names a policy that does not exist; add it with services.AddAuthorizationCore(…).");
            }
        }
    }

    private static IEnumerable<string> UnknownSchemes(IEnumerable<string> schemes) => schemes.Where(scheme => !MeshAuthenticationSchemes.IsKnown(scheme));

    private static string UnknownScheme(string name, string scheme) =>
        $"Function '{name}': authentication scheme '{scheme}' is unknown; permitted: {MeshAuthenticationSchemes.Mesh}, {MeshAuthenticationSchemes.Bearer}.";

    private void LogRule(string name, AccessRule rule, AccessDeclaration declaration)
    {
        if (!logger.IsEnabled(LogLevel.Information))
        {
            return;
        }

        var access = rule switch
        {
            { Declared: false } => options.Default == AccessDefault.Allow ? "everybody (Access:Default is Allow)" : "nobody (it declares nothing)",
            { Policy: not null } or { MeshRequirements.Count: > 0 } => "whom it declares",
            _ => "everybody",
        };
        FunctionAccess(name, access, declaration.AllowAnonymous);
    }

    [LoggerMessage(EventIds.AccessTable, LogLevel.Information, "Function {Function} admits {Access}; anonymous callers: {AllowAnonymous}")]
    private partial void FunctionAccess(string function, string access, bool allowAnonymous);

    [LoggerMessage(EventIds.FunctionUnknown, LogLevel.Warning, "Function {Function} is denied to everybody: its entry point {EntryPoint} could not be found")]
    private partial void FunctionUnknown(string function, string? entryPoint);
}
