using System.Net;
using System.Text;
using Azure.Core.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Reads requests.</summary>
public static class HttpRequestDataExtensions
{
    /// <summary>Reads the body as text.</summary>
    /// <param name="request">The request.</param>
    /// <param name="encoding">The encoding; UTF-8 unless given.</param>
    /// <returns>The text.</returns>
    public static async Task<string?> ReadAsStringAsync(this HttpRequestData request, Encoding? encoding = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var reader = Reader(request, encoding);
        return await reader.ReadToEndAsync().ConfigureAwait(false);
    }

    /// <summary>Reads the body as text.</summary>
    /// <param name="request">The request.</param>
    /// <param name="encoding">The encoding; UTF-8 unless given.</param>
    /// <returns>The text.</returns>
    public static string? ReadAsString(this HttpRequestData request, Encoding? encoding = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var reader = Reader(request, encoding);
        return reader.ReadToEnd();
    }

    /// <summary>Reads the body as an object, with the serializer of <see cref="WorkerOptions"/>.</summary>
    /// <typeparam name="T">The object's type.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The object.</returns>
    public static ValueTask<T?> ReadFromJsonAsync<T>(this HttpRequestData request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var options = request.FunctionContext.InstanceServices.GetRequiredService<IOptions<WorkerOptions>>().Value;
        var serializer = options.Serializer ?? throw new InvalidOperationException("WorkerOptions.Serializer is not set.");
        return request.ReadFromJsonAsync<T>(serializer, cancellationToken);
    }

    /// <summary>Reads the body as an object.</summary>
    /// <typeparam name="T">The object's type.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="serializer">Reads the object.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The object.</returns>
    public static async ValueTask<T?> ReadFromJsonAsync<T>(
        this HttpRequestData request, ObjectSerializer serializer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(serializer);
        var value = await serializer.DeserializeAsync(request.Body, typeof(T), cancellationToken).ConfigureAwait(false);
        return (T?)value;
    }

    /// <summary>Makes a response.</summary>
    /// <param name="request">The request.</param>
    /// <param name="statusCode">The status.</param>
    /// <returns>The response.</returns>
    public static HttpResponseData CreateResponse(this HttpRequestData request, HttpStatusCode statusCode)
    {
        ArgumentNullException.ThrowIfNull(request);
        var response = request.CreateResponse();
        response.StatusCode = statusCode;
        return response;
    }

    private static StreamReader Reader(HttpRequestData request, Encoding? encoding) =>
        new(request.Body, encoding ?? Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1024, leaveOpen: true);
}
