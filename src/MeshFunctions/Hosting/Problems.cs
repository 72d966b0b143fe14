namespace MeshFunctions.Hosting;

/// <summary>The catalogue of our own answers.</summary>
internal static class Problems
{
    private const string Realm = "Bearer realm=\"mesh\"";
    private const string RefusedToken = ", error=\"invalid_token\", error_description=\"The access token is missing a valid signature, lifetime, issuer or audience\"";

    public static Problem RepeatedHeader(string headerName) =>
        new(400, "repeated-header", "A header that may come once came more than once") { Detail = $"Header: {headerName}" };

    public static Problem MalformedAuthorization { get; } =
        new(400, "invalid-request", "The Authorization header is malformed") { Challenge = Realm + ", error=\"invalid_request\"" };

    public static Problem UnreadableBody { get; } = new(400, "unreadable-input", "The request could not be read");

    public static Problem UnsupportedMediaType { get; } = new(415, "unsupported-media-type", "The body's media type is not supported");

    public static Problem RefusedEvents { get; } = new(403, "refused-events", "The events are not those that are waited for here");

    public static Problem MethodNotAllowed { get; } = new(405, "method-not-allowed", "The method is not one of this address");

    public static Problem TooLarge { get; } = new(413, "too-large", "The request's body is too large");

    public static Problem HeadersTooLarge { get; } = new(431, "headers-too-large", "The request's headers are too large");

    public static Problem NoCredentials { get; } =
        new(401, "unauthenticated", "A caller or a proven peer is required") { Challenge = Realm };

    public static Problem InvalidToken { get; } = NoCredentials with { Challenge = Realm + RefusedToken };

    public static Problem Failed { get; } = new(500, "failed", "The function failed");

    public static Problem Forbidden(string requirement, bool callerLacks) => new(403, "forbidden", "The requester is not allowed")
    {
        Detail = $"Not met: {requirement}",
        Challenge = callerLacks ? Realm + ", error=\"insufficient_scope\"" : null,
    };

    public static Problem Unavailable(string what, TimeSpan retryAfter) =>
        new(503, "unavailable", "A service that is needed to decide is not available") { Detail = $"Waiting for: {what}", RetryAfter = retryAfter };

    public static Problem Cancelled(TimeSpan retryAfter) =>
        new(503, "cancelled", "The invocation was cancelled before it ended") { RetryAfter = retryAfter };

    public static Problem ShuttingDown(TimeSpan retryAfter) =>
        new(503, "shutting-down", "This instance is shutting down") { RetryAfter = retryAfter };
}
