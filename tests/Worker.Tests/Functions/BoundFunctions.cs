using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Worker.Tests.Hosting;
using FromBodyAttribute = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace Worker.Tests.Functions;

[System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1812", Justification = "The worker makes it.")]
internal sealed class BoundFunctions(FunctionProbe probe)
{
    [Function("Body")]
    public static BodyShape Body([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequestData request, [FromBody] BodyShape shape) =>
        shape with { Name = $"{shape.Name} by {request.Method}" };

    [Function("TriggerText")]
    public static string TriggerText([HttpTrigger(AuthorizationLevel.Anonymous, "post")] string text) => $"<{text}>";

    [Function("TriggerObject")]
    public static BodyShape TriggerObject([HttpTrigger(AuthorizationLevel.Anonymous, "post")] BodyShape shape) => shape;

    [Function("Typed")]
    public static string Typed(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "typed/{key}")] HttpRequestData request, Guid key, int? page, DayOfWeek day) =>
        $"{key:N} {page} {day} {request.Query["page"]}";

    [Function("Own")]
    public static string Own([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request, OwnShape own) =>
        $"{own.Text} {request.Identities.Count()}";

    [Function("Inspect")]
    public async Task<string> Inspect(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post")] HttpRequestData request, FunctionContext context, CancellationToken cancellationToken)
    {
        probe.Context = context;
        probe.Activity = System.Diagnostics.Activity.Current;
        cancellationToken.ShouldBe(context.CancellationToken);
        return $"{await request.ReadAsStringAsync()}|{string.Join(';', request.Cookies.Select(static cookie => $"{cookie.Name}={cookie.Value}"))}"
            + $"|{(request.Headers.NonValidated.TryGetValues("x-many", out var many) ? string.Join(';', many) : "")}";
    }
}
