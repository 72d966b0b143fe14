namespace MeshFunctions.Hosting;

/// <summary>What a delivery of events is answered with: a problem, or success with fields and a body.</summary>
internal sealed record RotationAnswer(Problem? Problem = null)
{
    public IReadOnlyList<(string Name, string Value)> Fields { get; init; } = [];

    /// <summary>JSON; empty for none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }
}
