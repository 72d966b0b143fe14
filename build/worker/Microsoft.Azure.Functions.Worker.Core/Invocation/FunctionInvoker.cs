using System.Diagnostics;
using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Invocation;

/// <summary>Runs the pipeline for one invocation, under the worker's own activity where somebody listens.</summary>
internal sealed class FunctionInvoker(FunctionExecutionDelegate pipeline, InputConversion conversion, ILogger<FunctionInvoker> logger)
{
    private static readonly ActivitySource Source = new("Microsoft.Azure.Functions.Worker", "1.0.0.0");

    public async Task InvokeAsync(FunctionContext context, IReadOnlyDictionary<string, object?> inputs)
    {
        var bindings = new InvocationBindings(conversion, inputs);
        context.Features.Set(bindings);
        context.Features.Set<IFunctionInputBindingFeature>(new FunctionInputBinding(bindings));
        using var activity = Start(context);
        using var scope = logger.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["AzureFunctions_InvocationId"] = context.InvocationId,
            ["AzureFunctions_FunctionName"] = context.FunctionDefinition.Name,
        });
        try
        {
            await pipeline(context).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failure.Message);
            activity?.AddException(failure);
            throw;
        }
    }

    private static Activity? Start(FunctionContext context)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        // A context that cannot be read leaves the default, and so a root.
        _ = ActivityContext.TryParse(context.TraceContext.TraceParent, context.TraceContext.TraceState, out var parent);
        return Source.StartActivity("Invoke", ActivityKind.Server, parent, [new("faas.execution", context.InvocationId)]);
    }
}
