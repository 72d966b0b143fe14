using System.Net;
using System.Text;
using Azure.Core.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Writes responses.</summary>
public static class HttpResponseDataExtensions
{
    private const string Json = "application/json; charset=utf-8";

    /// <summary>Writes a text.</summary>
    /// <param name="response">The response.</param>
    /// <param name="value">The text.</param>
    /// <param name="encoding">The encoding; UTF-8 unless given.</param>
    public static void WriteString(this HttpResponseData response, string value, Encoding? encoding = default)
    {
        ArgumentNullException.ThrowIfNull(value);
        response.WriteBytes((encoding ?? Encoding.UTF8).GetBytes(value));
    }

    /// <summary>Writes a text.</summary>
    /// <param name="response">The response.</param>
    /// <param name="value">The text.</param>
    /// <param name="encoding">The encoding; UTF-8 unless given.</param>
    /// <returns>When it is written.</returns>
    public static Task WriteStringAsync(this HttpResponseData response, string value, Encoding? encoding = default) =>
        response.WriteStringAsync(value, CancellationToken.None, encoding);

    /// <summary>Writes a text.</summary>
    /// <param name="response">The response.</param>
    /// <param name="value">The text.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <param name="encoding">The encoding; UTF-8 unless given.</param>
    /// <returns>When it is written.</returns>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1068", Justification = "The genuine order.")]
    public static Task WriteStringAsync(
        this HttpResponseData response, string value, CancellationToken cancellationToken, Encoding? encoding = default)
    {
        ArgumentNullException.ThrowIfNull(value);
        return response.WriteBytesAsync((encoding ?? Encoding.UTF8).GetBytes(value), cancellationToken);
    }

    /// <summary>Writes an object as JSON with status 200.</summary>
    /// <typeparam name="T">The object's type.</typeparam>
    /// <param name="response">The response.</param>
    /// <param name="instance">The object.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>When it is written.</returns>
    public static ValueTask WriteAsJsonAsync<T>(
        this HttpResponseData response, T instance, CancellationToken cancellationToken = default) =>
        response.WriteAsJsonAsync(instance, Json, cancellationToken);

    /// <summary>Writes an object as JSON with status 200.</summary>
    /// <typeparam name="T">The object's type.</typeparam>
    /// <param name="response">The response.</param>
    /// <param name="instance">The object.</param>
    /// <param name="contentType">The content type.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>When it is written.</returns>
    public static ValueTask WriteAsJsonAsync<T>(
        this HttpResponseData response, T instance, string contentType, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(response);
        var options = response.FunctionContext.InstanceServices.GetRequiredService<IOptions<WorkerOptions>>().Value;
        var serializer = options.Serializer ?? throw new InvalidOperationException("WorkerOptions.Serializer is not set.");
        return response.WriteAsJsonAsync(instance, serializer, contentType, cancellationToken);
    }

    /// <summary>Writes an object with status 200.</summary>
    /// <typeparam name="T">The object's type.</typeparam>
    /// <param name="response">The response.</param>
    /// <param name="instance">The object.</param>
    /// <param name="serializer">Writes the object.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>When it is written.</returns>
    public static ValueTask WriteAsJsonAsync<T>(
        this HttpResponseData response, T instance, ObjectSerializer serializer, CancellationToken cancellationToken = default) =>
        response.WriteAsJsonAsync(instance, serializer, Json, cancellationToken);

    /// <summary>Writes an object with status 200.</summary>
    /// <typeparam name="T">The object's type.</typeparam>
    /// <param name="response">The response.</param>
    /// <param name="instance">The object.</param>
    /// <param name="serializer">Writes the object.</param>
    /// <param name="contentType">The content type.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>When it is written.</returns>
    public static async ValueTask WriteAsJsonAsync<T>(
        this HttpResponseData response, T instance, ObjectSerializer serializer, string contentType, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(serializer);
        response.Headers.Remove("Content-Type");
        response.Headers.TryAddWithoutValidation("Content-Type", contentType);

        // As in 1.15: this overload sets the status, so a status set before is lost.
        response.StatusCode = HttpStatusCode.OK;
        await serializer.SerializeAsync(response.Body, instance, typeof(T), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes bytes.</summary>
    /// <param name="response">The response.</param>
    /// <param name="value">The bytes.</param>
    public static void WriteBytes(this HttpResponseData response, byte[] value)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(value);
        response.Body.Write(value);
    }

    /// <summary>Writes bytes.</summary>
    /// <param name="response">The response.</param>
    /// <param name="value">The bytes.</param>
    /// <returns>When they are written.</returns>
    public static Task WriteBytesAsync(this HttpResponseData response, byte[] value) =>
        response.WriteBytesAsync(value, CancellationToken.None);

    /// <summary>Writes bytes.</summary>
    /// <param name="response">The response.</param>
    /// <param name="value">The bytes.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>When they are written.</returns>
    public static Task WriteBytesAsync(this HttpResponseData response, byte[] value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(value);
        return response.Body.WriteAsync(value, cancellationToken).AsTask();
    }
}
