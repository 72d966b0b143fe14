using Microsoft.AspNetCore.Authorization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace LoadApp;

/// <summary>A function that costs nothing itself. Without the library nobody looks at its attribute.</summary>
public static class Echo
{
    [Function("Echo"), Authorize]
    public static string Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "load/{side}")] HttpRequestData request, string side) =>
        $"{request?.Method} {side}";
}
