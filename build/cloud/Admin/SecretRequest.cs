using LocalCloud.Configuration;

namespace LocalCloud.Admin;

/// <summary>Body of <c>POST /admin/secrets/{name}</c>.</summary>
internal sealed class SecretRequest
{
    public required SecretText Value { get; init; }

    public bool Enabled { get; init; } = true;

    /// <summary>Seconds from now to <c>nbf</c>; may be negative. Default: no <c>nbf</c>.</summary>
    public long? StartsInSeconds { get; init; }

    /// <summary>Seconds from now to <c>exp</c>; may be negative. Default: no <c>exp</c>.</summary>
    public long? ExpiresInSeconds { get; init; }
}
