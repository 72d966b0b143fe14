namespace LocalCloud.Tokens;

/// <summary>A token with what its receiver is told about it.</summary>
internal sealed class IssuedToken(string value, DateTimeOffset expiresAt)
{
    public string Value { get; } = value;

    public DateTimeOffset ExpiresAt { get; } = expiresAt;

    public override string ToString() => "***";
}
