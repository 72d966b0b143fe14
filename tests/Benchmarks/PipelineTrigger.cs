using Microsoft.Azure.Functions.Worker;

namespace Benchmarks;

/// <summary>The HTTP trigger of <see cref="PipelineDefinition"/>.</summary>
internal sealed class PipelineTrigger : BindingMetadata
{
    public override string Name => "request";

    public override string Type => "httpTrigger";

    public override BindingDirection Direction => BindingDirection.In;
}
