using System.Security.Cryptography.X509Certificates;
using MeshFunctions.Authorization;
using MeshFunctions.Headers;
using MeshFunctions.Trust;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;

namespace MeshFunctions.Hosting;

/// <summary>
/// A request of ASP.NET Core integration mode: the host forwarded it to the worker's own server. Its <c>HttpRequestData</c> is never asked for, because reading
/// that one's headers replaces the request's.
/// </summary>
internal sealed class IntegrationInvocation(HttpContext http) : HttpInvocation
{
    public override IHeaderFields Headers { get; } = new RequestHeaderFields(http.Request.Headers);

    public override string Method => http.Request.Method;

    // Kestrel's own feature knows the handshake too. One that does not was put there from a header (certificate forwarding), which any client can write.
    public override X509Certificate2? ConnectionCertificate =>
        http.Features.Get<ITlsConnectionFeature>() is { } connection and ITlsHandshakeFeature ? connection.ClientCertificate : null;

    /// <summary>What stood in the request line, to the letter: whoever made an address of it would lose fragments, backslashes and dot segments.</summary>
    public override RequestTarget? Read()
    {
        var raw = http.Features.Get<IHttpRequestFeature>()?.RawTarget;
        var target = raw is ['/', ..] ? raw : $"{http.Request.PathBase.ToUriComponent()}{http.Request.Path.ToUriComponent()}{http.Request.QueryString.ToUriComponent()}";
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? new RequestTarget(target, "") : new RequestTarget(target[..mark], target[mark..]);
    }

    public override void SetUser(MeshContext mesh) => http.User = mesh.User;

    /// <summary>
    /// Writes to the response itself, which serves every kind of result. One that was begun is left as it is and broken off, as the server itself does when an
    /// exception reaches it: what was sent of it must not pass for the whole.
    /// </summary>
    public override async Task AnswerAsync(FunctionContext context, Problem problem)
    {
        var response = http.Response;
        if (response.HasStarted)
        {
            http.Abort();
            return;
        }

        response.Clear();
        response.StatusCode = problem.Status;
        foreach (var (name, value) in ProblemHeaders.Of(problem))
        {
            response.Headers[name] = value;
        }

        if (!ProblemBody.IsForbiddenFor(Method))
        {
            var body = ProblemBody.Of(context, problem);
            response.ContentType = ProblemBody.MediaType;
            response.ContentLength = body.Length;
            await response.Body.WriteAsync(body, CancellationToken.None).ConfigureAwait(false);
        }

        context.GetInvocationResult().Value = null;
    }

    public override void AddToAnswer(IReadOnlyList<(string Name, string Value)> fields)
    {
        if (fields.Count == 0)
        {
            return;
        }

        http.Response.OnStarting(() =>
        {
            foreach (var (name, value) in fields)
            {
                http.Response.Headers.TryAdd(name, value);
            }

            return Task.CompletedTask;
        });
    }

    public override void Complete(FunctionContext context)
    {
        // What is added to the answer is added when it starts.
    }
}
