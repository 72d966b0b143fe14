using System.Security.Cryptography.X509Certificates;
using MeshFunctions.Authorization;
using MeshFunctions.Headers;
using MeshFunctions.Trust;
using Microsoft.Azure.Functions.Worker;

namespace MeshFunctions.Hosting;

/// <summary>One HTTP request to a function, in whichever of the worker's two HTTP modes it arrived. Made once for each invocation and kept.</summary>
internal abstract class HttpInvocation : IRequestTarget
{
    /// <summary>The request's header fields.</summary>
    public abstract IHeaderFields Headers { get; }

    /// <summary>The request method, as sent.</summary>
    public abstract string Method { get; }

    /// <summary>The client's certificate on Kestrel's own connection.</summary>
    public abstract X509Certificate2? ConnectionCertificate { get; }

    /// <summary>Whether the function itself was entered; from then on a failed request may have had an effect.</summary>
    public bool FunctionEntered { get; set; }

    /// <inheritdoc />
    public abstract RequestTarget? Read();

    /// <summary>Makes the validated caller, or nobody, known to code that asks the request itself for it.</summary>
    public abstract void SetUser(MeshContext mesh);

    /// <summary>Answers in the function's place, also for functions with several outputs; JSON whatever the client accepts, no body for HEAD.</summary>
    public abstract Task AnswerAsync(FunctionContext context, Problem problem);

    /// <summary>Has every answer of this invocation, problems included, carry the fields that it does not have itself.</summary>
    public abstract void AddToAnswer(IReadOnlyList<(string Name, string Value)> fields);

    /// <summary>Called when the function has run.</summary>
    public abstract void Complete(FunctionContext context);
}
