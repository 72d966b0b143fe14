using System.Diagnostics;

namespace MeshFunctions.Aws;

/// <summary>The token that is exchanged. Prints as <c>***</c>.</summary>
[DebuggerDisplay("***")]
internal sealed class WebIdentityToken(string value, DateTimeOffset? expiresAt)
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string Value { get; } = value;

    /// <summary>Its end, as far as it is known; only the time of renewal depends on it.</summary>
    public DateTimeOffset? ExpiresAt { get; } = expiresAt;

    public override string ToString() => "***";
}
