namespace MeshFunctions.Diagnostics;

/// <summary>Names of tags on spans and metrics, and of values in log scopes.</summary>
internal static class TagNames
{
    public const string Hop = "mesh.hop";
    public const string Peer = "mesh.peer";
    public const string Reason = "reason";
    public const string Outcome = "outcome";
    public const string Issuer = "mesh.issuer";
    public const string RequestId = "mesh.request_id";
    public const string ClientRequestId = "mesh.client_request_id";
    public const string CorrelationRequestId = "mesh.correlation_request_id";
    public const string LegacyRequestId = "mesh.legacy_request_id";
    public const string FunctionName = "faas.name";
    public const string ErrorType = "error.type";
    public const string BatchMessages = "messaging.batch.message_count";
    public const string LinksDropped = "mesh.links_dropped";
    public const string LeaseKind = "mesh.lease.kind";
    public const string CertificateFile = "mesh.certificate.file";
}
