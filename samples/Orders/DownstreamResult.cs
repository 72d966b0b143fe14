using System.Diagnostics.CodeAnalysis;

namespace Orders;

/// <summary>The answer of another service, or how the call failed.</summary>
/// <param name="Value">The answer.</param>
/// <param name="Fault">How it failed; <see cref="DownstreamFault.None"/> where there is an answer.</param>
/// <param name="Reason">Status or kind of error, for the log.</param>
public sealed record DownstreamResult<T>(T? Value, DownstreamFault Fault, string Reason)
    where T : class
{
    /// <summary>Whether there is an answer.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool Succeeded => Fault == DownstreamFault.None && Value is not null;
}
