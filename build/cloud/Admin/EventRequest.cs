using LocalCloud.Events;

namespace LocalCloud.Admin;

/// <summary>Body of <c>POST /admin/events</c>.</summary>
internal sealed class EventRequest
{
    public required string Type { get; init; }

    public required string Secret { get; init; }

    /// <returns>Null if it is unknown.</returns>
    public string? ToType() => Type switch
    {
        "SecretNewVersionCreated" => VaultEvent.NewVersion,
        "SecretNearExpiry" => VaultEvent.NearExpiry,
        "SecretExpired" => VaultEvent.Expired,
        _ => null,
    };
}
