using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>An invocation, with a service scope that is made when it is first asked for.</summary>
internal sealed class LocalFunctionContext(
    IServiceScopeFactory scopes,
    FunctionDefinition definition,
    string invocationId,
    TraceContext traceContext,
    BindingContext bindingContext,
    CancellationToken cancellationToken) : FunctionContext, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private AsyncServiceScope? _scope;
    private IServiceProvider? _services;

    public override string InvocationId => invocationId;

    public override string FunctionId => definition.Id;

    public override TraceContext TraceContext => traceContext;

    public override BindingContext BindingContext => bindingContext;

    public override RetryContext RetryContext { get; } = new NoRetry();

    public override IServiceProvider InstanceServices
    {
        get
        {
            lock (_gate)
            {
                _scope ??= scopes.CreateAsyncScope();
                return _services ??= _scope.Value.ServiceProvider;
            }
        }

        set => _services = value;
    }

    public override FunctionDefinition FunctionDefinition => definition;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new InvocationFeatures();

    public override CancellationToken CancellationToken => cancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_scope is { } scope)
        {
            await scope.DisposeAsync().ConfigureAwait(false);
        }
    }
}
