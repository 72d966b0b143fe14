namespace MeshFunctions.Hosting.Readiness;

/// <summary>A kind of thing that requests need and that somebody else has: what of it the configuration names, and whether it is there.</summary>
internal interface IReadySource
{
    /// <summary>What they are, for logs and health checks.</summary>
    string Name { get; }

    /// <summary>What the configuration names: few, and no secret.</summary>
    IReadOnlyList<string> Items { get; }

    /// <summary>Whether the item is there and may be used, fetched now if it is not. What fails was reported by whoever failed.</summary>
    Task<bool> EnsureAsync(string item, CancellationToken cancellationToken);
}
