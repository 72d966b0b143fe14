namespace LocalCloud.Hosting;

/// <summary>What an endpoint answers instead of its own answer.</summary>
public sealed class EndpointFault
{
    /// <summary>The status; default 503.</summary>
    public int Status { get; init; } = StatusCodes.Status503ServiceUnavailable;

    /// <summary>The body; default empty.</summary>
    public string Body { get; init; } = string.Empty;

    /// <summary>Its media type; default <c>application/json</c>.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>More headers, such as <c>Retry-After</c> or <c>Location</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How many requests it holds for; default all of them.</summary>
    public int Times { get; init; } = int.MaxValue;

    /// <summary>Ends before the answer is given: a test holds requests back by it. Default: at once.</summary>
    public Task Until { get; init; } = Task.CompletedTask;

    /// <summary>How long the answer takes, by the cloud's clock; default none.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>True: after <see cref="Until"/> and <see cref="Delay"/> the endpoint gives its own answer, not this one. Default false.</summary>
    public bool OnlyWait { get; init; }

    /// <summary>True: the endpoint gives its own answer, but what it hands out has expired. Default false.</summary>
    public bool Expired { get; init; }

    /// <summary>True: the connection breaks off without an answer. Default false.</summary>
    public bool Dropped { get; init; }
}
