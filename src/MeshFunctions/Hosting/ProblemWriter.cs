using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using MeshFunctions.Tracing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace MeshFunctions.Hosting;

/// <summary>Answers in the function's place, also for functions with several outputs.</summary>
internal static class ProblemWriter
{
    private const string MediaType = "application/problem+json";
    private const string Return = "$return";

    /// <summary>Writes <paramref name="problem"/> as the response of this invocation; JSON whatever the client accepts, no body for HEAD.</summary>
    public static async Task WriteAsync(FunctionContext context, HttpRequestData request, Problem problem)
    {
        var response = request.CreateResponse();
        response.StatusCode = (HttpStatusCode)problem.Status;
        response.Headers.TryAddWithoutValidation("Cache-Control", "no-store");
        if (problem.Challenge is { } challenge)
        {
            response.Headers.TryAddWithoutValidation("WWW-Authenticate", challenge);
        }

        if (problem.RetryAfter is { } retryAfter)
        {
            var seconds = Math.Max(1, (long)Math.Ceiling(retryAfter.TotalSeconds));
            response.Headers.TryAddWithoutValidation("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
        }

        if (problem.MustNotBeRetried)
        {
            // Envoy retries nothing that carries this header unless told to (retry_on: envoy-ratelimited).
            response.Headers.TryAddWithoutValidation("x-envoy-ratelimited", "true");
            response.Headers.TryAddWithoutValidation("X-Mesh-Retry", "never");
        }

        if (!string.Equals(request.Method, "HEAD", StringComparison.OrdinalIgnoreCase))
        {
            response.Headers.TryAddWithoutValidation("Content-Type", MediaType);
            // Not the invocation's token: it is cancelled where the answer is that the invocation was.
            await response.Body.WriteAsync(Body(context, problem), CancellationToken.None).ConfigureAwait(false);
        }

        SetResponse(context, response);
    }

    private static ReadOnlyMemory<byte> Body(FunctionContext context, Problem problem)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("type", problem.Type);
        json.WriteString("title", problem.Title);
        json.WriteNumber("status", problem.Status);
        if (problem.Detail is { } detail)
        {
            json.WriteString("detail", detail);
        }

        var lineage = context.Features.Get<TraceLineage>();
        if ((lineage?.TraceId ?? Activity.Current?.TraceId.ToString()) is { } traceId)
        {
            json.WriteString("traceId", traceId);
        }

        if (lineage is not null)
        {
            json.WriteString("requestId", lineage.RequestId);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void SetResponse(FunctionContext context, HttpResponseData response)
    {
        var isResult = true;
        foreach (var output in context.GetOutputBindings<HttpResponseData>())
        {
            if (string.Equals(output.BindingType, "http", StringComparison.OrdinalIgnoreCase) && !string.Equals(output.Name, Return, StringComparison.Ordinal))
            {
                // A function with several outputs has no $return: an invocation result would be ignored.
                output.Value = response;
                isResult = false;
            }
        }

        if (isResult)
        {
            context.GetInvocationResult().Value = response;
        }
    }
}
