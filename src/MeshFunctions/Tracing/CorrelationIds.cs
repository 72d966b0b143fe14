namespace MeshFunctions.Tracing;

/// <summary>
/// Ids of a request that are no trace context and that other systems log it under; each null where the proven hop sent none that is safe in any log
/// (<see cref="RequestIdentifier"/>).
/// </summary>
/// <param name="ClientRequestId"><c>x-ms-client-request-id</c>: chosen by the caller of an Azure REST service.</param>
/// <param name="CorrelationRequestId"><c>x-ms-correlation-request-id</c>: common to the operations of one Azure Resource Manager request.</param>
/// <param name="LegacyRequestId"><c>Request-Id</c>, whatever its form.</param>
internal sealed record CorrelationIds(string? ClientRequestId, string? CorrelationRequestId, string? LegacyRequestId);
