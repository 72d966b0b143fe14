using System.Net;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>A response.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1012", Justification = "The genuine constructor is public.")]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "MA0017", Justification = "The genuine constructor is public.")]
public abstract class HttpResponseData
{
    /// <summary>For derived types.</summary>
    /// <param name="functionContext">The invocation.</param>
    public HttpResponseData(FunctionContext functionContext) =>
        FunctionContext = functionContext ?? throw new ArgumentNullException(nameof(functionContext));

    /// <summary>The status.</summary>
    public abstract HttpStatusCode StatusCode { get; set; }

    /// <summary>The headers.</summary>
    public abstract HttpHeadersCollection Headers { get; set; }

    /// <summary>The body.</summary>
    public abstract Stream Body { get; set; }

    /// <summary>The cookies.</summary>
    public abstract HttpCookies Cookies { get; }

    /// <summary>The invocation.</summary>
    public FunctionContext FunctionContext { get; }

    /// <summary>Makes a response with status 200.</summary>
    /// <param name="request">The request to answer.</param>
    /// <returns>The response.</returns>
    public static HttpResponseData CreateResponse(HttpRequestData request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.CreateResponse();
    }
}
