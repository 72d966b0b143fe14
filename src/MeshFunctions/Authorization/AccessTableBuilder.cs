using MeshFunctions.Diagnostics;
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
    ILogger<AccessTableBuilder> logger)
{
    /// <summary>Fills the table.</summary>
    /// <returns>One line per mistake; the app must not start with any.</returns>
    public async Task<IReadOnlyList<string>> BuildAsync()
    {
        List<string> errors = [];
        List<KeyValuePair<string, AccessRule>> rules = [];
        foreach (var function in await metadata.GetFunctionMetadataAsync(AppContext.BaseDirectory).ConfigureAwait(false))
        {
            await AddAsync(function, rules, errors).ConfigureAwait(false);
        }

        table.Fill(rules);
        return errors;
    }

    private async Task AddAsync(IFunctionMetadata function, List<KeyValuePair<string, AccessRule>> rules, List<string> errors)
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
        AddErrors(name, declaration, errors);
        if (found == errors.Count && await PolicyAsync(name, declaration, errors).ConfigureAwait(false) is { } rule)
        {
            LogRule(name, rule, declaration);
            rules.Add(new(name, rule));
        }
    }

    private async Task<AccessRule?> PolicyAsync(string name, AccessDeclaration declaration, List<string> errors)
    {
        try
        {
            // Combining nothing gives null: there is no policy then, and the default of the options decides.
            var policy = await AuthorizationPolicy.CombineAsync(policies, declaration.Authorize).ConfigureAwait(false);
            if (declaration.Requirements.Count > 0)
            {
                var builder = policy is null ? new AuthorizationPolicyBuilder() : new AuthorizationPolicyBuilder(policy);
                policy = builder.AddRequirements([.. declaration.Requirements.SelectMany(data => data.GetRequirements())]).Build();
            }

            return new AccessRule(
                !declaration.IsEmpty,
                declaration.AllowAnonymous ? null : policy,
                [.. declaration.Mesh.SelectMany(data => data.GetRequirements())]);
        }
        catch (InvalidOperationException)
        {
            // CombineAsync's word for a policy that does not exist.
            var names = declaration.Authorize.Select(data => data.Policy).OfType<string>();
            errors.Add($"Function '{name}': [Authorize(Policy = …)] names a policy that does not exist, of: {string.Join(", ", names)}. Add it with services.AddAuthorizationCore(…).");
            return null;
        }
    }

    private static void AddErrors(string name, AccessDeclaration declaration, List<string> errors)
    {
        errors.AddRange(declaration.Mesh.SelectMany(data => data.Errors()).Select(error => $"Function '{name}': {error}."));
        errors.AddRange(declaration.Authorize
            .SelectMany(data => (data.AuthenticationSchemes ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(scheme => !MeshAuthenticationSchemes.IsKnown(scheme))
            .Select(scheme => $"Function '{name}': authentication scheme '{scheme}' is unknown; permitted: {MeshAuthenticationSchemes.Mesh}, {MeshAuthenticationSchemes.Bearer}."));
    }

    private void LogRule(string name, AccessRule rule, AccessDeclaration declaration)
    {
        if (!logger.IsEnabled(LogLevel.Information))
        {
            return;
        }

        var access = rule switch
        {
            { Declared: false } => options.Default == AccessDefault.Allow ? "everybody (Access:Default is Allow)" : "nobody (it declares nothing)",
            { Policy: not null, MeshRequirements.Count: > 0 } => "callers and peers as declared",
            { Policy: not null } => "callers as declared",
            { MeshRequirements.Count: > 0 } => "peers as declared",
            _ => "everybody",
        };
        FunctionAccess(name, access, declaration.AllowAnonymous);
    }

    [LoggerMessage(EventIds.AccessTable, LogLevel.Information, "Function {Function} admits {Access}; anonymous callers: {AllowAnonymous}")]
    private partial void FunctionAccess(string function, string access, bool allowAnonymous);

    [LoggerMessage(EventIds.FunctionUnknown, LogLevel.Warning, "Function {Function} is denied to everybody: its entry point {EntryPoint} could not be found")]
    private partial void FunctionUnknown(string function, string? entryPoint);
}
