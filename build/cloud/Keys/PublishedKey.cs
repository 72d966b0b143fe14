namespace LocalCloud.Keys;

/// <summary>A key of an issuer's key set.</summary>
/// <param name="Key">The key.</param>
/// <param name="SignsFrom">When it begins to sign; <see cref="DateTimeOffset.MaxValue"/> for one that is only published.</param>
public sealed record PublishedKey(SigningKey Key, DateTimeOffset SignsFrom);
