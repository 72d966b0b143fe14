using MeshFunctions.Headers;

namespace MeshFunctions.Tokens;

/// <summary>A name that <c>[RequireCaller]</c> may ask for.</summary>
internal static class CallerName
{
    private const int MaxLength = 2048;

    /// <summary>Whether a token could ever have the name; never throws.</summary>
    public static bool IsValid(string? name) => name switch
    {
        null or { Length: > MaxLength } => false,
        ['/', ..] => IsResourceId(name),
        _ when name.StartsWith(WorkloadNames.ObjectPrefix, StringComparison.Ordinal) => EntraTenants.IsTenant(name[WorkloadNames.ObjectPrefix.Length..]),
        _ when name.StartsWith(WorkloadNames.ClientPrefix, StringComparison.Ordinal) => EntraTenants.IsTenant(name[WorkloadNames.ClientPrefix.Length..]),
        _ when name.StartsWith(WorkloadNames.KubernetesPrefix, StringComparison.Ordinal) =>
            ServiceAccount.TryParse($"{ServiceAccount.Prefix}{name[WorkloadNames.KubernetesPrefix.Length..].Replace('/', ':')}", out _) && !name.AsSpan(WorkloadNames.KubernetesPrefix.Length).Contains(':'),
        _ => SpiffeId.TryParse(name, out var id) && id.Path.Length > 0,
    };

    private static bool IsResourceId(string id) =>
        id.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase)
        && !id.EndsWith('/')
        && !id.Contains("//", StringComparison.Ordinal)
        && !id.AsSpan().ContainsAnyExceptInRange('!', '~');
}
