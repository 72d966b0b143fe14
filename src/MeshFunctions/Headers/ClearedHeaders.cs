namespace MeshFunctions.Headers;

/// <summary>The headers that a proxy must clear, by family.</summary>
internal static class ClearedHeaders
{
    public static readonly string[] Proofs = [MeshHeaderNames.HopKey, MeshHeaderNames.HopAssertion, MeshHeaderNames.DaprApiToken];

    public static readonly string[] Nginx = [MeshHeaderNames.ClientVerify, MeshHeaderNames.ClientCert];

    public static readonly string[] Envoy = [MeshHeaderNames.Xfcc, "x-jwt-payload", "x-envoy-peer-metadata", "x-envoy-peer-metadata-id"];

    public static readonly string[] Linkerd = [MeshHeaderNames.LinkerdClientId];

    public static readonly string[] Lattice =
        ["x-amzn-lattice-identity", "x-amzn-lattice-identity-tags", "x-amzn-lattice-network", "x-amzn-lattice-target"];

    public static readonly string[] Dapr = [MeshHeaderNames.DaprCallerAppId, MeshHeaderNames.DaprCallerNamespace, "dapr-callee-app-id", "dapr-app-id"];

    public static readonly string[] ClientCert = [MeshHeaderNames.RfcClientCert, MeshHeaderNames.RfcClientCertChain];

    public static readonly string[] AppService =
    [
        MeshHeaderNames.ArrClientCert,
        MeshHeaderNames.ClientPrincipal, MeshHeaderNames.ClientPrincipalId, "X-MS-CLIENT-PRINCIPAL-NAME", "X-MS-CLIENT-PRINCIPAL-IDP",
        "X-MS-TOKEN-AAD-ACCESS-TOKEN", "X-MS-TOKEN-AAD-ID-TOKEN", "X-MS-TOKEN-AAD-REFRESH-TOKEN", "X-MS-TOKEN-AAD-EXPIRES-ON",
        "X-MS-TOKEN-GOOGLE-ACCESS-TOKEN", "X-MS-TOKEN-GOOGLE-ID-TOKEN", "X-MS-TOKEN-GOOGLE-REFRESH-TOKEN", "X-MS-TOKEN-GOOGLE-EXPIRES-ON",
        "X-MS-TOKEN-FACEBOOK-ACCESS-TOKEN", "X-MS-TOKEN-FACEBOOK-EXPIRES-ON",
        "X-MS-TOKEN-TWITTER-ACCESS-TOKEN", "X-MS-TOKEN-TWITTER-ACCESS-TOKEN-SECRET",
    ];

    public static readonly string[] AuthenticatingProxies =
    [
        "X-Auth-Request-User", "X-Auth-Request-Email", "X-Auth-Request-Groups", "X-Auth-Request-Preferred-Username",
        "X-Auth-Request-Access-Token", "X-Auth-Request-Redirect",
        "X-Forwarded-User", "X-Forwarded-Email", "X-Forwarded-Groups", "X-Forwarded-Preferred-Username", "X-Forwarded-Access-Token",
    ];

    public static readonly string[] Transactions = [MeshHeaderNames.TransactionToken];

    public static readonly string[] Traces =
    [
        MeshHeaderNames.Baggage, MeshHeaderNames.B3, MeshHeaderNames.B3TraceId, MeshHeaderNames.B3SpanId, MeshHeaderNames.B3ParentSpanId,
        MeshHeaderNames.B3Sampled, MeshHeaderNames.B3Flags, MeshHeaderNames.AmazonTraceId,
        MeshHeaderNames.LegacyRequestId, "Correlation-Context", "Request-Context", "x-client-trace-id", "x-envoy-force-trace", "x-ot-span-context", "sw8",
        "x-datadog-trace-id", "x-datadog-parent-id", "x-datadog-sampling-priority",
    ];

    public static readonly string[] Keys =
        ["x-functions-key", "Ocp-Apim-Subscription-Key", "Ocp-Apim-Trace", "Apim-Debug-Authorization"];

    public static readonly string[] Routing =
    [
        "Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Forwarded-Port",
        "X-Original-URL", "X-Original-Host", "X-Original-Forwarded-For", "X-Rewrite-URL", "DISGUISED-HOST", "X-Request-Start",
        "X-Azure-ClientIP", "X-Azure-SocketIP", "X-Azure-FDID",
        "x-envoy-internal", "x-envoy-external-address", "x-envoy-original-path", "x-envoy-decorator-operation", "x-envoy-retry-on",
        "x-envoy-retry-grpc-on", "x-envoy-max-retries", "x-envoy-retriable-status-codes", "x-envoy-retriable-header-names",
        "x-envoy-upstream-rq-timeout-ms", "x-envoy-expected-rq-timeout-ms", "x-envoy-attempt-count", "x-envoy-is-timeout-retry",
        "l5d-dst-canonical", "l5d-dst-override", "l5d-require-id", "l5d-orig-proto", "l5d-retry-http", "l5d-retry-grpc", "l5d-retry-limit",
        "l5d-retry-timeout", "l5d-timeout", "l5d-request-timeout", "l5d-response-timeout",
    ];

    public static readonly string[] All =
    [
        .. Proofs, .. Nginx, .. Envoy, .. Linkerd, .. Lattice, .. Dapr, .. ClientCert, .. AppService, .. AuthenticatingProxies,
        .. Transactions, .. Traces, .. Keys, .. Routing,
    ];
}
