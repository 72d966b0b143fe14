using MeshFunctions.Authorization;

namespace MeshFunctions.Hosting;

/// <summary>Completes challenges with what this app is configured to say (RFC 6750 §3, RFC 9728 §5.1). Everything quoted was checked at start; nothing is of the request.</summary>
internal sealed class Challenges(AccessOptions options)
{
    private readonly string? _metadata = options.ResourceMetadata is { } address ? $", resource_metadata=\"{address.AbsoluteUri}\"" : null;

    /// <summary>The problem, with <paramref name="scope"/> and the metadata's address in its challenge, where it has one.</summary>
    public Problem Complete(Problem problem, string? scope) => problem.Challenge is null || (scope is null && _metadata is null)
        ? problem
        : problem with { Challenge = $"{problem.Challenge}{(scope is null ? null : $", scope=\"{scope}\"")}{_metadata}" };
}
