namespace MeshFunctions.Headers;

/// <summary>Names of the HTTP headers that the library reads or writes, and of those that a proxy in front must clear. Header names compare case-insensitively.</summary>
public static class MeshHeaderNames
{
    /// <summary>The credential of the caller (RFC 9110 §11.6.2).</summary>
    public const string Authorization = "Authorization";

    /// <summary>Proof of a hop: a key shared with it.</summary>
    public const string HopKey = "Mesh-Hop-Key";

    /// <summary>Proof of a hop: a compact JWS signed by it for this one request.</summary>
    public const string HopAssertion = "Mesh-Hop-Assertion";

    /// <summary>Proof of a Dapr sidecar: the application's API token.</summary>
    public const string DaprApiToken = "dapr-api-token";

    /// <summary>Nginx: result of the client certificate's verification, exactly <c>SUCCESS</c> where it holds.</summary>
    public const string ClientVerify = "X-Client-Verify";

    /// <summary>Nginx: the client's certificate as URL-escaped PEM (<c>$ssl_client_escaped_cert</c>).</summary>
    public const string ClientCert = "X-Client-Cert";

    /// <summary>W3C Trace Context Level 2 §3.2.</summary>
    public const string TraceParent = "traceparent";

    /// <summary>W3C Trace Context Level 2 §3.3.</summary>
    public const string TraceState = "tracestate";

    /// <summary>Answers only: ids of the trace, of an earlier draft of W3C Trace Context Level 2 §4.</summary>
    public const string TraceResponse = "traceresponse";

    /// <summary>Answers only: metrics, among them the ids of the trace (W3C Server Timing; W3C Trace Context Level 2 §4).</summary>
    public const string ServerTiming = "Server-Timing";

    /// <summary>W3C Baggage.</summary>
    public const string Baggage = "baggage";

    /// <summary>Correlation id of Envoy and Nginx; opaque.</summary>
    public const string RequestId = "x-request-id";

    /// <summary>Correlation id of older Azure and .NET senders (HTTP Correlation Protocol); the Functions host may take its own trace from it.</summary>
    public const string LegacyRequestId = "Request-Id";

    /// <summary>B3 single header (openzipkin/b3-propagation).</summary>
    public const string B3 = "b3";

    /// <summary>B3 multi: trace id, 16 or 32 hex digits.</summary>
    public const string B3TraceId = "X-B3-TraceId";

    /// <summary>B3 multi: span id, 16 hex digits.</summary>
    public const string B3SpanId = "X-B3-SpanId";

    /// <summary>B3 multi: id of the span's parent.</summary>
    public const string B3ParentSpanId = "X-B3-ParentSpanId";

    /// <summary>B3 multi: sampling decision.</summary>
    public const string B3Sampled = "X-B3-Sampled";

    /// <summary>B3 multi: <c>1</c> for debug.</summary>
    public const string B3Flags = "X-B3-Flags";

    /// <summary>AWS X-Ray's trace header.</summary>
    public const string AmazonTraceId = "X-Amzn-Trace-Id";

    /// <summary>Correlation id that a caller of Azure services chose; opaque.</summary>
    public const string ClientRequestId = "x-ms-client-request-id";

    /// <summary>Correlation id of Azure Resource Manager: common to the operations of one request.</summary>
    public const string CorrelationRequestId = "x-ms-correlation-request-id";

    /// <summary>CloudEvents' distributed tracing extension in binary HTTP mode: the origin of the event.</summary>
    public const string EventTraceParent = "ce-traceparent";

    /// <summary>The state that goes with <see cref="EventTraceParent"/>.</summary>
    public const string EventTraceState = "ce-tracestate";

    /// <summary>Envoy and Istio: the certificates of the proxies that a request passed.</summary>
    public const string Xfcc = "x-forwarded-client-cert";

    /// <summary>Linkerd: TLS identity of the client.</summary>
    public const string LinkerdClientId = "l5d-client-id";

    /// <summary>Dapr: id of the calling application.</summary>
    public const string DaprCallerAppId = "dapr-caller-app-id";

    /// <summary>Dapr: namespace of the calling application.</summary>
    public const string DaprCallerNamespace = "dapr-caller-namespace";

    /// <summary>RFC 9440 §2.2: the client's certificate.</summary>
    public const string RfcClientCert = "Client-Cert";

    /// <summary>RFC 9440 §2.3: the issuers of the client's certificate, the leaf not among them.</summary>
    public const string RfcClientCertChain = "Client-Cert-Chain";

    /// <summary>App Service: the client's certificate, base64 DER, its chain not validated by the platform.</summary>
    public const string ArrClientCert = "X-ARR-ClientCert";

    /// <summary>App Service Authentication: the claims of the signed-in user, base64 JSON.</summary>
    public const string ClientPrincipal = "X-MS-CLIENT-PRINCIPAL";

    /// <summary>App Service Authentication: the provider's id of the signed-in user.</summary>
    public const string ClientPrincipalId = "X-MS-CLIENT-PRINCIPAL-ID";

    /// <summary>The transaction token of the call chain (draft-ietf-oauth-transaction-tokens, section "Txn-Token HTTP Header").</summary>
    public const string TransactionToken = "Txn-Token";

    /// <summary>
    /// Every header that a proxy must remove from what its client sent before it sets its own: proofs of a hop, identity of every known family,
    /// trace context of other vendors, keys, routing overrides. <c>traceparent</c>, <c>tracestate</c>, <c>x-request-id</c> and <c>Authorization</c> are not
    /// among them: a proxy decides about those by rule, it does not blindly clear them. In a fixed order, without duplicates.
    /// </summary>
    public static IReadOnlyList<string> ClearedByProxies { get; } = ClearedHeaders.All.AsReadOnly();
}
