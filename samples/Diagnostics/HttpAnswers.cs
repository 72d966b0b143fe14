using System.Net;
using System.Text.Json;
using MeshFunctions.Authorization;
using Microsoft.Azure.Functions.Worker.Http;

namespace SampleDiagnostics;

/// <summary>What the sample apps answer: JSON, and problem documents (RFC 9457).</summary>
public static class HttpAnswers
{
    /// <summary>An answer in JSON with camel-case names.</summary>
    /// <param name="request">The request to answer.</param>
    /// <param name="status">The answer's status.</param>
    /// <param name="content">What to write.</param>
    public static Task<HttpResponseData> JsonAsync<T>(this HttpRequestData request, HttpStatusCode status, T content) =>
        WriteAsync(request, status, "application/json", content);

    /// <summary>A problem document that names the trace and the request.</summary>
    /// <param name="request">The request to answer.</param>
    /// <param name="status">The answer's status; 503 and 429 get a <c>Retry-After</c> of a few seconds.</param>
    /// <param name="title">What went wrong, the same text every time.</param>
    /// <param name="detail">What to do about it; never what the client sent.</param>
    public static async Task<HttpResponseData> ProblemAsync(this HttpRequestData request, HttpStatusCode status, string title, string detail)
    {
        ArgumentNullException.ThrowIfNull(request);
        MeshContext mesh = request.FunctionContext.GetMesh();
        var problem = new { type = "about:blank", title, status = (int)status, detail, traceId = mesh.Lineage.TraceId, requestId = mesh.Lineage.RequestId };
        HttpResponseData response = await WriteAsync(request, status, "application/problem+json", problem).ConfigureAwait(false);
        if (status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests)
        {
            response.Headers.Add("Retry-After", "2");
        }

        return response;
    }

    private static async Task<HttpResponseData> WriteAsync<T>(HttpRequestData request, HttpStatusCode status, string mediaType, T content)
    {
        ArgumentNullException.ThrowIfNull(request);
        HttpResponseData response = request.CreateResponse();
        response.StatusCode = status;
        response.Headers.Add("Content-Type", mediaType);
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(content, JsonSerializerOptions.Web);
        await response.WriteBytesAsync(bytes, request.FunctionContext.CancellationToken).ConfigureAwait(false);
        return response;
    }
}
