using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker;

internal sealed class WorkerApplicationBuilder(IServiceCollection services) : IFunctionsWorkerApplicationBuilder
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _stages = [];

    public IServiceCollection Services => services;

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        _stages.Add(middleware);
        return this;
    }

    public FunctionExecutionDelegate Build()
    {
        FunctionExecutionDelegate pipeline = static _ => Task.CompletedTask;
        for (var index = _stages.Count - 1; index >= 0; index--)
        {
            pipeline = _stages[index](pipeline);
        }

        return pipeline;
    }
}
