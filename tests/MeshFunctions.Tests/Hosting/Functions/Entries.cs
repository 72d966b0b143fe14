using System.Collections.Concurrent;

namespace MeshFunctions.Tests.Hosting.Functions;

/// <summary>Which functions were really entered: a denial must never run one.</summary>
public sealed class Entries
{
    private readonly ConcurrentQueue<string> _names = new();

    /// <summary>Entered functions, in order.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <summary>Notes that a function was entered.</summary>
    public void Add(string name) => _names.Enqueue(name);
}
