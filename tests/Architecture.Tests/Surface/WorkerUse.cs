using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Architecture.Tests.Surface;

/// <summary>Uses members of every form that the lists know, so that reading references can be tested.</summary>
internal static class WorkerUse
{
    public static IFunctionsWorkerApplicationBuilder Run(IFunctionsWorkerApplicationBuilder builder) => builder.Use(Wrap);

    public static bool HasSerializer(WorkerOptions options) => options.Serializer is not null;

    private static FunctionExecutionDelegate Wrap(FunctionExecutionDelegate next) => async context =>
    {
        if (context.Features.Get<ApiList>() is null && await context.GetHttpRequestDataAsync() is { } request)
        {
            var response = request.CreateResponse(HttpStatusCode.Forbidden);
            await response.WriteStringAsync("no", CancellationToken.None);
            context.GetInvocationResult().Value = response;
            context.GetOutputBindings<HttpResponseData>().First(static output => output.BindingType is "http").Value = response;
        }

        await next(context);
    };
}
