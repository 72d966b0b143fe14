namespace SampleDiagnostics;

/// <summary>Tags that end up in the span lines.</summary>
internal static class SpanTags
{
    public const string Function = "faas.name";
    public const string Peer = "mesh.peer";
    public const string Caller = "mesh.caller";
    public const string RequestId = "mesh.request_id";
    public const string Status = "http.response.status_code";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
}
