using System.Diagnostics.CodeAnalysis;
using MeshFunctions.Authorization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace QuickStart;

/// <summary>One function for everybody, one for callers with a valid token.</summary>
[SuppressMessage("Design", "CA1062", Justification = "The worker never passes null.")]
public static class Hello
{
    /// <summary>Says which trace the request belongs to.</summary>
    [Function("Hello"), AllowAnonymous]
    public static string Anyone(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hello")] HttpRequestData request, MeshContext mesh) =>
        $"Hello, request {mesh.RequestId} in trace {mesh.Lineage.TraceId}";

    /// <summary>Says who calls, and through which workload.</summary>
    [Function("HelloCaller"), Authorize]
    public static string Caller(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hello/caller")] HttpRequestData request, MeshContext mesh) =>
        $"Hello, {mesh.Caller?.Subject}, through {mesh.Peer?.Name ?? "no proven workload"}";
}
