namespace MeshFunctions.Credentials.Leases;

/// <summary>An error of a source that says when to ask again.</summary>
internal interface IRetryAfter
{
    TimeSpan? RetryAfter { get; }
}
