using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;

namespace Benchmarks;

/// <summary><see cref="PipelineFunction"/> as the worker describes it.</summary>
internal sealed class PipelineDefinition : FunctionDefinition
{
    public override ImmutableArray<FunctionParameter> Parameters => [];

    public override string PathToAssembly => typeof(PipelineFunction).Assembly.Location;

    public override string EntryPoint => $"{typeof(PipelineFunction).FullName}.{nameof(PipelineFunction.Run)}";

    public override string Id => "bench";

    public override string Name => PipelineFunction.Name;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } =
        ImmutableDictionary<string, BindingMetadata>.Empty.Add("request", new PipelineTrigger());

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;
}
