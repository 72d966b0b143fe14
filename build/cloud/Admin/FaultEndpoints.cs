using System.Text.Json.Nodes;
using LocalCloud.Hosting;

namespace LocalCloud.Admin;

/// <summary>Lets endpoints fail, and work again.</summary>
internal sealed class FaultEndpoints(EndpointFaults faults)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/admin/faults", SetAsync);
        routes.MapDelete("/admin/faults", ClearAsync);
        routes.MapGet("/admin/faults", ListAsync);
    }

    private async Task SetAsync(HttpContext context)
    {
        var (request, fault) = await AdminBody.ReadAsync<FaultRequest>(context);
        if (request?.ToFault() is not { } made)
        {
            await Answer.JsonAsync(context, StatusCodes.Status400BadRequest, new JsonObject
            {
                ["error"] = fault ?? "endpoint is METHOD /path; mode is throttled, error, unavailable, gone, slow, garbage, expired, dropped, "
                    + "status (with status) or sts (with code); times at least 1; afterSeconds 0 to 86400",
            });
            return;
        }

        faults.Set(request.Endpoint, made);
        await ListAsync(context);
    }

    private Task ClearAsync(HttpContext context)
    {
        if (context.Request.Query["endpoint"] is [{ Length: > 0 } endpoint])
        {
            faults.Clear(endpoint);
        }
        else
        {
            faults.Clear();
        }

        return ListAsync(context);
    }

    private Task ListAsync(HttpContext context) => Answer.JsonAsync(
        context,
        StatusCodes.Status200OK,
        new JsonObject { ["faults"] = new JsonArray([.. faults.Endpoints.Select(static endpoint => JsonValue.Create(endpoint))]) });
}
