namespace LocalCloud.Configuration;

/// <summary>A confidential client.</summary>
public sealed class ClientConfig
{
    /// <summary>The client's secret.</summary>
    public required SecretText Secret { get; init; }

    /// <summary>Resources it may ask a token for, each with the app roles it has there.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Resources { get; init; }
}
