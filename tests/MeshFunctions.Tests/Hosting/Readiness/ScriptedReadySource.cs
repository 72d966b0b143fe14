using MeshFunctions.Hosting.Readiness;

namespace MeshFunctions.Tests.Hosting.Readiness;

/// <summary>Things that are there, or not, as a test says.</summary>
internal sealed class ScriptedReadySource(string name, Func<string, CancellationToken, Task<bool>> ensure, params string[] items) : IReadySource
{
    public string Name => name;

    public IReadOnlyList<string> Items => items;

    public Task<bool> EnsureAsync(string item, CancellationToken cancellationToken) => ensure(item, cancellationToken);
}
