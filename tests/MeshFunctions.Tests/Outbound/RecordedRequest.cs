namespace MeshFunctions.Tests.Outbound;

/// <summary>What a server got.</summary>
internal sealed record RecordedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body, string? ClientSubject, string? ClientSerial, string Connection)
{
    /// <summary>The names of the headers in lower case; senders differ in how they write them.</summary>
    public IEnumerable<string> Names => Headers.Keys.Select(static name => name.ToLowerInvariant());

    public string? this[string header] => Headers.GetValueOrDefault(header);
}
