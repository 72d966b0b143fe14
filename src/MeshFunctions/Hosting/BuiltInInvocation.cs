using System.Net;
using System.Security.Cryptography.X509Certificates;
using MeshFunctions.Authorization;
using MeshFunctions.Headers;
using MeshFunctions.Trust;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace MeshFunctions.Hosting;

/// <summary>A request of built-in HTTP mode: the host made a message of it.</summary>
internal sealed class BuiltInInvocation(HttpRequestData request) : HttpInvocation
{
    private const string Return = "$return";

    private IReadOnlyList<(string Name, string Value)> _fields = [];

    public override IHeaderFields Headers { get; } = new HttpHeaderFields(request.Headers);

    public override string Method => request.Method;

    public override X509Certificate2? ConnectionCertificate => null;

    /// <summary>The host's address of the request, which is made of the client's <c>Host</c> too, and may be none.</summary>
    public override RequestTarget? Read()
    {
        try
        {
            return request.Url is { Fragment.Length: 0 } url ? new RequestTarget(url.AbsolutePath, url.Query) : null;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    public override void SetUser(MeshContext mesh)
    {
        // The request object of this mode holds what the host says, and nothing can be set on it.
    }

    public override async Task AnswerAsync(FunctionContext context, Problem problem)
    {
        var response = request.CreateResponse();
        response.StatusCode = (HttpStatusCode)problem.Status;
        foreach (var (name, value) in ProblemHeaders.Of(problem))
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        if (!ProblemBody.IsForbiddenFor(Method))
        {
            response.Headers.TryAddWithoutValidation("Content-Type", ProblemBody.MediaType);
            // Not the invocation's token: it is cancelled where the answer is that the invocation was.
            await response.Body.WriteAsync(ProblemBody.Of(context, problem), CancellationToken.None).ConfigureAwait(false);
        }

        AddFields(response);
        SetResponse(context, response);
    }

    public override void AddToAnswer(IReadOnlyList<(string Name, string Value)> fields) => _fields = fields;

    /// <summary>A function that returns something else than a response has none to add to: the host makes it.</summary>
    public override void Complete(FunctionContext context)
    {
        if (_fields.Count > 0 && context.GetHttpResponseData() is { } response)
        {
            AddFields(response);
        }
    }

    private void AddFields(HttpResponseData response)
    {
        foreach (var (name, value) in _fields)
        {
            if (!response.Headers.NonValidated.Contains(name))
            {
                response.Headers.TryAddWithoutValidation(name, value);
            }
        }
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
