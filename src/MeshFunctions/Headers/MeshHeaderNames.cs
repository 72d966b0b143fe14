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

    /// <summary>W3C Baggage.</summary>
    public const string Baggage = "baggage";

    /// <summary>Correlation id of Envoy and Nginx; opaque.</summary>
    public const string RequestId = "x-request-id";

    /// <summary>Correlation id of older Azure and .NET senders (HTTP Correlation Protocol); the Functions host may take its own trace from it.</summary>
    public const string LegacyRequestId = "Request-Id";

    /// <summary>The transaction token of the call chain.</summary>
    public const string TransactionToken = "Txn-Token";

    /// <summary>
    /// Every header that a proxy must remove from what its client sent before it sets its own: proofs of a hop, identity of every known family,
    /// trace context of other vendors, keys, routing overrides. <c>traceparent</c>, <c>tracestate</c>, <c>x-request-id</c> and <c>Authorization</c> are not
    /// among them: a proxy decides about those by rule, it does not blindly clear them. In a fixed order, without duplicates.
    /// </summary>
    public static IReadOnlyList<string> ClearedByProxies { get; } = ClearedHeaders.All.AsReadOnly();
}
