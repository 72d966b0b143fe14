using LocalCloud.Configuration;

namespace LocalCloud.Admin;

/// <summary>Body of <c>POST /admin/secrets/{name}</c>.</summary>
internal sealed class SecretRequest
{
    public required SecretText Value { get; init; }

    public bool Enabled { get; init; } = true;
}
