namespace Microsoft.Azure.Functions.Worker;

internal sealed class HostTraceContext(string traceParent, string traceState) : TraceContext
{
    public override string TraceParent => traceParent;

    public override string TraceState => traceState;
}
