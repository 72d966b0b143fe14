using MeshFunctions.Authorization;
using MeshFunctions.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Tests.Hosting.Functions;

/// <summary>Takes the vault's events: as it should be, and as somebody would who forgot who may send them.</summary>
public static class RotationFunctions
{
    /// <summary>From Event Grid only.</summary>
    [Function("SecretEvents"), RequireCaller("oid:4962773b-9cdb-44cf-a8bf-237846a00ab7")]
    public static Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", "options", "put", Route = "secret-events")] HttpRequestData request, FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Events(context).HandleAsync(request);
    }

    /// <summary>From everybody, as the attribute says; the library does not agree.</summary>
    [Function("OpenSecretEvents"), AllowAnonymous]
    public static Task<HttpResponseData> Open(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", "options", Route = "open-secret-events")] HttpRequestData request, FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Events(context).HandleAsync(request);
    }

    private static SecretRotationEvents Events(FunctionContext context) => context.InstanceServices.GetRequiredService<SecretRotationEvents>();
}
