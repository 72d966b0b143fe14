namespace Gatekeeper;

/// <summary>How the edge describes the client's request. The subrequest carries nothing of the client's by itself: every header in it is the edge's.</summary>
internal static class EdgeHeaders
{
    public const string Key = "Mesh-Gatekeeper-Key";
    public const string Audience = "Mesh-Gatekeeper-Audience";
    public const string Method = "Mesh-Gatekeeper-Method";
    public const string Target = "Mesh-Gatekeeper-Target";
    public const string RequestId = "x-request-id";
}
