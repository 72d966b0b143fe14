using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>Writes a function's result to the caller.</summary>
internal static class ResponseWriter
{
    public static async Task WriteAsync(HttpContext http, object? result, WorkerOptions options)
    {
        switch (result)
        {
            case null:
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            case HttpResponseData response:
                await WriteResponseAsync(http, response).ConfigureAwait(false);
                break;
            case string text:
                http.Response.ContentType = "text/plain; charset=utf-8";
                using (var body = new MemoryStream(Encoding.UTF8.GetBytes(text)))
                {
                    await WriteBodyAsync(http, body).ConfigureAwait(false);
                }

                break;
            default:
                var serializer = options.Serializer ?? throw new InvalidOperationException("WorkerOptions.Serializer is not set.");
                using (var body = new MemoryStream())
                {
                    await serializer.SerializeAsync(body, result, result.GetType(), http.RequestAborted).ConfigureAwait(false);
                    http.Response.ContentType = "application/json; charset=utf-8";
                    await WriteBodyAsync(http, body).ConfigureAwait(false);
                }

                break;
        }
    }

    private static async Task WriteResponseAsync(HttpContext http, HttpResponseData response)
    {
        http.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.NonValidated)
        {
            // The body's length and framing are Kestrel's.
            if (!name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)
                && !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                http.Response.Headers.Append(name, values.ToArray());
            }
        }

        if (response.Cookies is LocalHttpCookies cookies)
        {
            cookies.Write(http.Response.Cookies);
        }

        await WriteBodyAsync(http, response.Body).ConfigureAwait(false);
    }

    private static async Task WriteBodyAsync(HttpContext http, Stream body)
    {
        if (http.Response.StatusCode is < 200 or StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified)
        {
            return;
        }

        if (body.CanSeek)
        {
            body.Position = 0;
            http.Response.ContentLength = body.Length;
        }

        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await body.CopyToAsync(http.Response.Body, http.RequestAborted).ConfigureAwait(false);
        }
    }
}
