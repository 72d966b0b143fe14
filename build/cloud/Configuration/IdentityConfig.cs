namespace LocalCloud.Configuration;

/// <summary>A managed identity, as one app has it.</summary>
public sealed class IdentityConfig
{
    /// <summary>The app's <c>IDENTITY_HEADER</c>; sent as <c>X-IDENTITY-HEADER</c> it selects this identity.</summary>
    public required SecretText Header { get; init; }

    /// <summary>Client (application) id: <c>azp</c> of its tokens.</summary>
    public required Guid ClientId { get; init; }

    /// <summary>Object (principal) id: <c>oid</c> and <c>sub</c> of its tokens.</summary>
    public required Guid ObjectId { get; init; }

    /// <summary>Resources it may ask a token for, each with the app roles it has there. Compared ordinally; the name becomes <c>aud</c>.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Resources { get; init; }
}
