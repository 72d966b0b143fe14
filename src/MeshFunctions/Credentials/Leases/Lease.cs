using System.Diagnostics;

namespace MeshFunctions.Credentials.Leases;

/// <summary>What a source handed out, when to ask for its successor, and when it ceases to be valid.</summary>
[DebuggerDisplay(Masked.Text)]
internal sealed class Lease<TValue>(TValue value, DateTimeOffset renewAt, DateTimeOffset expiresAt, bool unchanged)
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public TValue Value { get; } = value;

    public DateTimeOffset RenewAt { get; } = renewAt < expiresAt ? renewAt : expiresAt;

    public DateTimeOffset ExpiresAt { get; } = expiresAt;

    /// <summary>Until then it is served while its successor is fetched; later, callers wait a moment for the successor first.</summary>
    public DateTimeOffset CurrentUntil { get; init; } = expiresAt;

    /// <summary>The source had nothing newer than the lease before.</summary>
    public bool Unchanged { get; } = unchanged;

    /// <summary>The same, with all its times earlier.</summary>
    public Lease<TValue> Earlier(TimeSpan by) => new(Value, RenewAt - by, ExpiresAt - by, Unchanged) { CurrentUntil = CurrentUntil - by };

    public override string ToString() => Masked.Text;
}
