namespace MeshFunctions.Trust;

/// <summary>Where a request went.</summary>
/// <param name="Path">The absolute path, percent-encoded.</param>
/// <param name="Query">The query with its <c>?</c>, percent-encoded; empty where there is none.</param>
internal sealed record RequestTarget(string Path, string Query) : IRequestTarget
{
    public RequestTarget? Read() => this;
}
