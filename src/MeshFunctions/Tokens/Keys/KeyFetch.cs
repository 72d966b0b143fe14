namespace MeshFunctions.Tokens.Keys;

/// <summary>What came of fetching an issuer's keys: a set with how long it is good for, or a failure.</summary>
internal sealed record KeyFetch(KeySet? Keys, TimeSpan Lifetime, KeyFetchFailure Failure, Exception? Cause)
{
    public static KeyFetch Fetched(KeySet keys, TimeSpan lifetime) => new(keys, lifetime, KeyFetchFailure.None, null);

    public static KeyFetch Failed(KeyFetchFailure failure, Exception? cause = null) => new(null, TimeSpan.Zero, failure, cause);
}
