using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarks;

/// <summary>One invocation: as little as a stage can ask of it.</summary>
internal sealed class PipelineContext(IServiceScopeFactory scopes, FunctionDefinition function, TraceContext trace) : FunctionContext, IDisposable
{
    private IServiceScope? _scope;

    public override string InvocationId => "0123456789abcdef";

    public override string FunctionId => function.Id;

    public override TraceContext TraceContext => trace;

    public override BindingContext BindingContext => throw new NotSupportedException();

    public override RetryContext RetryContext => throw new NotSupportedException();

    public override IServiceProvider InstanceServices
    {
        get => (_scope ??= scopes.CreateScope()).ServiceProvider;
        set => throw new NotSupportedException();
    }

    public override FunctionDefinition FunctionDefinition => function;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new PipelineFeatures();

    public void Dispose() => _scope?.Dispose();
}
