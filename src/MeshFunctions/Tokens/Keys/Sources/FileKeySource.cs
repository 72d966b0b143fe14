namespace MeshFunctions.Tokens.Keys.Sources;

/// <summary>Keys in a file that somebody else replaces.</summary>
internal sealed class FileKeySource(string path, KeySetReader reader) : IKeySource
{
    private readonly KeySetFile _file = new(path, reader);

    public Task<KeyFetch> FetchAsync() => Task.FromResult(_file.Read());
}
