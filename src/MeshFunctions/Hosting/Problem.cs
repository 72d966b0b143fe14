namespace MeshFunctions.Hosting;

/// <summary>An answer of our own, as RFC 9457 problem details. The texts are constant: nothing of the request is in them.</summary>
/// <param name="Status">HTTP status code.</param>
/// <param name="Slug">Last part of the problem type's URI.</param>
/// <param name="Title">One constant sentence per type.</param>
internal sealed record Problem(int Status, string Slug, string Title)
{
    /// <summary>The absolute URI that all problem types start with; an identifier, not an address.</summary>
    public const string TypePrefix = "urn:meshfunctions:problem:";

    /// <summary>What happened this time; no secrets, no values of the request.</summary>
    public string? Detail { get; init; }

    /// <summary>Value of <c>WWW-Authenticate</c> (RFC 6750 §3).</summary>
    public string? Challenge { get; init; }

    /// <summary>Seconds for <c>Retry-After</c>; rounded up.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Tells the mesh not to send the request again: it may have had an effect.</summary>
    public bool MustNotBeRetried { get; init; }

    public string Type => TypePrefix + Slug;
}
