using System.Diagnostics.CodeAnalysis;
using System.Net;
using MeshFunctions.Authorization;
using MeshFunctions.Identity;
using MeshFunctions.Trust;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging;
using SampleDiagnostics;

namespace Account;

/// <summary><c>GET /account/profile</c>: what the app knows of its caller. It has no sidecar: nothing but the gatekeeper's signature says that a request came through the edge.</summary>
public sealed partial class GetProfile(ILogger<GetProfile> logger)
{
    [SuppressMessage("Design", "CA1062", Justification = "The worker never passes null.")]
    [Function("GetProfile")]
    [Authorize]
    [RequireTrustedHop("gatekeeper", Cryptographic = true)]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "profile")] HttpRequestData request,
        MeshContext mesh)
    {
        LogRuns();
        CallerIdentity caller = mesh.Caller ?? throw new InvalidOperationException("[Authorize] lets nobody in without a caller.");
        var hop = (HopTrust.Proven)mesh.Hop;
        return request.JsonAsync(HttpStatusCode.OK, new { subject = caller.Subject, issuer = caller.Issuer, roles = caller.Roles, hop = hop.Name });
    }

    // The line by which the demo knows that the function itself ran.
    [LoggerMessage(1, LogLevel.Information, "GetProfile runs")]
    private partial void LogRuns();
}
