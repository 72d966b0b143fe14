using MeshFunctions.Authorization.Requirements;
using MeshFunctions.Diagnostics;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Peers;
using MeshFunctions.Tokens;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Authorization.Rules;

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
    private const string Section = "MeshFunctions:Access";

    /// <summary>Fills the table.</summary>
    /// <returns>One line per mistake; the app must not start with any.</returns>
    public async Task<IReadOnlyList<string>> BuildAsync()
    {
        List<string> errors = [];
        List<string> names = [];
        var configured = new ConfiguredAccess(options, Section);
        var shadows = new ShadowedPolicies(options, policies, Section);
        var builder = new AccessRuleBuilder(policies, shadows);
        Dictionary<string, AccessRule> rules = new(StringComparer.OrdinalIgnoreCase);
        foreach (var function in await metadata.GetFunctionMetadataAsync(AppContext.BaseDirectory).ConfigureAwait(false))
        {
            if (FunctionBindings.IsHttp(FunctionBindings.TriggerType(function.RawBindings)))
            {
                var name = function.Name ?? string.Empty;
                names.Add(name);
                await AddAsync(function, name, configured.Of(name), builder, rules, errors).ConfigureAwait(false);
            }
            else
            {
                AddOther(function, errors);
            }
        }

        errors.AddRange(configured.UnusedErrors(names));
        errors.AddRange(shadows.UnusedErrors());
        table.Fill(rules);
        return errors;
    }

    private static void AddOther(IFunctionMetadata function, List<string> errors)
    {
        if (FunctionMethod.Find(function) is { } method && !AccessDeclaration.Of(method).IsEmpty)
        {
            var trigger = FunctionBindings.TriggerType(function.RawBindings) ?? "function without a trigger";
            errors.Add($"Function '{function.Name}': an access attribute stands on a {trigger}; only HTTP triggers have a caller. Remove the attribute.");
        }
    }

    private async Task AddAsync(
        IFunctionMetadata function, string name, IReadOnlyList<ConfiguredDemand> demands, AccessRuleBuilder builder, Dictionary<string, AccessRule> rules, List<string> errors)
    {
        if (FunctionMethod.Find(function) is not { } method)
        {
            FunctionUnknown(name, function.EntryPoint);
            return;
        }

        var declaration = AccessDeclaration.Of(method);
        var found = errors.Count;
        errors.AddRange(declaration.Mesh.SelectMany(data => data.Errors()).Select(error => $"Function '{name}': {error}."));
        errors.AddRange(declaration.Mesh.OfType<ITokenRequirementData>().SelectMany(data => data.Errors(tokens)).Select(error => $"Function '{name}': {error}."));
        errors.AddRange(declaration.Mesh.OfType<IPeerRequirementData>().SelectMany(data => data.Errors(peers)).Select(error => $"Function '{name}': {error}."));
        var rule = await builder.BuildAsync(name, declaration, demands, errors).ConfigureAwait(false);
        if (found == errors.Count && rule is not null)
        {
            LogRule(name, rule, declaration, demands.Count > 0);
            if (!rules.TryAdd(name, rule))
            {
                errors.Add($"Function '{name}': another function has the same name, which host and worker do not tell apart.");
            }
        }
    }

    private void LogRule(string name, AccessRule rule, AccessDeclaration declaration, bool isTightened)
    {
        var isOpen = !rule.Declared && options.Default == AccessDefault.Allow;
        var level = isOpen || rule.Shadowed.Count > 0 ? LogLevel.Warning : LogLevel.Information;
        if (!logger.IsEnabled(level))
        {
            return;
        }

        var demandsMore = rule.Policy is not null || rule.MeshRequirements.Count > 0;
        var access = rule switch
        {
            { Declared: false } when !isOpen => "nobody (it declares nothing)",
            { Shadowed: { Count: > 0 } shadowed } => (demandsMore ? "whom all else admits" : shadowed.All(static own => own.Floor is null) ? "everybody" : "every valid caller")
                + $", while in shadow mode: policy {string.Join(", ", shadowed.Select(static own => own.Name))}",
            _ when isTightened => "whom it declares, as far as the configuration agrees",
            _ when isOpen => "everybody (Access:Default is Allow)",
            _ when demandsMore => "whom it declares",
            _ => "everybody",
        };
        FunctionAccess(level, name, access, declaration.AllowAnonymous);
    }

    [LoggerMessage(EventId = EventIds.AccessTable, Message = "Function {Function} admits {Access}; anonymous callers: {AllowAnonymous}")]
    private partial void FunctionAccess(LogLevel level, string function, string access, bool allowAnonymous);

    [LoggerMessage(EventIds.FunctionUnknown, LogLevel.Warning, "Function {Function} is denied to everybody: its entry point {EntryPoint} could not be found")]
    private partial void FunctionUnknown(string function, string? entryPoint);
}
