using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Worker.Tests.Functions;

[System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1812", Justification = "The worker makes it.")]
internal sealed class ResultFunctions
{
    [Function("Object")]
    public static async ValueTask<BodyShape> Shape([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request)
    {
        await Task.Yield();
        return new BodyShape(request.Method, 7);
    }

    [Function("Nothing")]
    public static Task Nothing([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.CompletedTask;
    }

    [Function("Several")]
    public static async Task<SeveralOutputs> Several([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request)
    {
        var response = request.CreateResponse(HttpStatusCode.Created);
        await response.WriteStringAsync("made");
        return new SeveralOutputs { Note = "a note", Answer = response };
    }

    [Function("Tick")]
    public static void Tick([TickTrigger("0 * * * * *")] string tick) => ArgumentNullException.ThrowIfNull(tick);

    [Function("Throws")]
    public static void Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) =>
        throw new InvalidOperationException($"boom on {request.Method}");
}
