namespace MeshFunctions.Headers;

/// <summary>The headers that a request is read for; a slot each in <see cref="RequestHeaders"/>.</summary>
internal enum MeshHeader
{
    Authorization,
    HopKey,
    HopAssertion,
    DaprApiToken,
    TraceParent,
    TraceState,
    RequestId,
    LegacyRequestId,
    ClientVerify,
    ClientCert,
}
