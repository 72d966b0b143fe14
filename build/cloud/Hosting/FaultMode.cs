namespace LocalCloud.Hosting;

/// <summary>How an endpoint fails; the answers have the shape that the real service gives them.</summary>
public enum FaultMode
{
    /// <summary>429, with <c>Retry-After</c> where a time is given.</summary>
    Throttled,

    /// <summary>500.</summary>
    Error,

    /// <summary>503, with <c>Retry-After</c> where a time is given.</summary>
    Unavailable,

    /// <summary>410: what the identity endpoint of a machine answers while it is updated.</summary>
    Gone,

    /// <summary>The endpoint's own answer, after the delay.</summary>
    Slow,

    /// <summary>200 with a body that is no answer.</summary>
    Garbage,

    /// <summary>The endpoint's own answer, but what it hands out expired a minute ago: identity tokens and STS credentials.</summary>
    Expired,

    /// <summary>The connection breaks off without an answer.</summary>
    Dropped,
}
