using System.Collections.Specialized;
using System.Security.Claims;
using System.Web;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>A request.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1012", Justification = "The genuine constructor is public.")]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "MA0017", Justification = "The genuine constructor is public.")]
public abstract class HttpRequestData
{
    private NameValueCollection? _query;

    /// <summary>For derived types.</summary>
    /// <param name="functionContext">The invocation.</param>
    public HttpRequestData(FunctionContext functionContext) =>
        FunctionContext = functionContext ?? throw new ArgumentNullException(nameof(functionContext));

    /// <summary>The body.</summary>
    public abstract Stream Body { get; }

    /// <summary>The headers.</summary>
    public abstract HttpHeadersCollection Headers { get; }

    /// <summary>The cookies.</summary>
    public abstract IReadOnlyCollection<IHttpCookie> Cookies { get; }

    /// <summary>The absolute URL.</summary>
    public abstract Uri Url { get; }

    /// <summary>The identities that the host knows.</summary>
    public abstract IEnumerable<ClaimsIdentity> Identities { get; }

    /// <summary>The method, upper case.</summary>
    public abstract string Method { get; }

    /// <summary>The invocation.</summary>
    public FunctionContext FunctionContext { get; }

    /// <summary>The query's names and values, decoded.</summary>
    public virtual NameValueCollection Query => _query ??= HttpUtility.ParseQueryString(Url.Query);

    /// <summary>Makes a response with status 200.</summary>
    /// <returns>The response.</returns>
    public abstract HttpResponseData CreateResponse();
}
