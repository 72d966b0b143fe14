namespace Architecture.Tests.Levels;

/// <summary>The folders of the library and what each may use besides Diagnostics and Validation (docs/architecture.md).</summary>
internal static class LevelTable
{
    private const string Root = "MeshFunctions.";

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Diagnostics"] = [],
        ["Validation"] = [],
        ["Headers"] = [],
        ["Credentials"] = [],
        ["Tokens"] = ["Headers", "Credentials"],
        ["Trust"] = ["Headers", "Tokens", "Credentials"],
        ["Tracing"] = ["Trust", "Headers"],
        ["Identity"] = ["Trust", "Tokens", "Headers"],
        ["Authorization"] = ["Identity", "Tracing", "Trust", "Tokens", "Headers"],
        ["Outbound"] = ["Tracing", "Identity", "Credentials", "Headers"],
    };

    // Extension methods live where their callers look for them.
    private static readonly Dictionary<string, string> ElsewhereByType = new(StringComparer.Ordinal)
    {
        ["Microsoft.Extensions.DependencyInjection.MeshHttpClientBuilderExtensions"] = "Outbound",
        ["Microsoft.Extensions.DependencyInjection.MeshHealthChecksBuilderExtensions"] = "Hosting",
        ["Microsoft.Extensions.Configuration.MeshSecretsConfigurationExtensions"] = "Hosting",
        ["Microsoft.AspNetCore.Authorization.MeshAuthorizationPolicyBuilderExtensions"] = "Authorization",
    };

    private static readonly Dictionary<string, string> ElsewhereByNamespace = new(StringComparer.Ordinal)
    {
        ["Microsoft.Azure.Functions.Worker"] = "Hosting",
        ["Microsoft.Extensions.Hosting"] = "Hosting",
        ["OpenTelemetry.Trace"] = "Hosting",
        ["OpenTelemetry.Metrics"] = "Hosting",

        // What the configuration binder's generator makes for Hosting.
        ["Microsoft.Extensions.Configuration.Binder.SourceGeneration"] = "Hosting",
    };

    // What compilers and generators add belongs to no folder.
    private static readonly string[] Generated = ["", "System.Runtime.CompilerServices", "System.Text.RegularExpressions.Generated", "__OptionValidationStaticInstances", "Microsoft.CodeAnalysis"];

    public static bool IsGenerated(string type) => Generated.Contains(NamespaceOf(type), StringComparer.Ordinal);

    /// <summary>The folder of a type, or null where the table does not know it.</summary>
    public static string? FolderOf(string type)
    {
        var space = NamespaceOf(type);
        if (ElsewhereByType.TryGetValue(type, out var folder) || ElsewhereByNamespace.TryGetValue(space, out folder))
        {
            return folder;
        }

        var name = space.StartsWith(Root, StringComparison.Ordinal) ? space[Root.Length..].Split('.')[0] : "";
        return name is "Hosting" || Allowed.ContainsKey(name) ? name : null;
    }

    /// <summary>The uses that the table forbids.</summary>
    public static IEnumerable<string> Violations(IEnumerable<TypeUse> uses)
    {
        foreach (var use in uses.Where(static use => !IsGenerated(use.From) && !IsGenerated(use.To)))
        {
            var from = FolderOf(use.From);
            var to = FolderOf(use.To);
            if (from is null || to is null || !Permits(from, to))
            {
                yield return $"{from ?? "?"} -> {to ?? "?"}: {use.From} uses {use.To}";
            }
        }
    }

    private static bool Permits(string from, string to) =>
        from is "Hosting"
        || to is "Diagnostics" or "Validation"
        || string.Equals(from, to, StringComparison.Ordinal)
        || Allowed[from].Contains(to, StringComparer.Ordinal);

    private static string NamespaceOf(string type) => type[..Math.Max(0, type.LastIndexOf('.'))];
}
