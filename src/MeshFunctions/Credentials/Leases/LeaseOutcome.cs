using System.Runtime.ExceptionServices;

namespace MeshFunctions.Credentials.Leases;

/// <summary>How a fetch ended: exactly one of the two is set. A result, so that a failure nobody waits for is not an unobserved exception.</summary>
internal sealed class LeaseOutcome<TValue>(Lease<TValue>? lease, ExceptionDispatchInfo? failure)
{
    public Lease<TValue>? Lease { get; } = lease;

    public ExceptionDispatchInfo? Failure { get; } = failure;
}
