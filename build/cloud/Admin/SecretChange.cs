namespace LocalCloud.Admin;

/// <summary>Body of <c>PATCH /admin/secrets/{name}/{version}</c>: what it names is changed, the rest stays.</summary>
internal sealed class SecretChange
{
    public bool? Enabled { get; init; }

    /// <summary>Seconds from now to <c>exp</c>; may be negative.</summary>
    public long? ExpiresInSeconds { get; init; }
}
