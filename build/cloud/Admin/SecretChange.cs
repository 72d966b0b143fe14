namespace LocalCloud.Admin;

/// <summary>Body of <c>PATCH /admin/secrets/{name}/{version}</c>.</summary>
internal sealed class SecretChange
{
    public required bool Enabled { get; init; }
}
