using Microsoft.Azure.Functions.Worker;

namespace Benchmarks;

/// <summary>What the host says of the trace.</summary>
internal sealed class PipelineTrace : TraceContext
{
    public override string TraceParent => "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01";

    public override string TraceState => "";
}
