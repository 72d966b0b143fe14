using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Hosting;

namespace MeshFunctions.Tests.Hosting.Functions;

/// <summary>Functions that fail in every documented way.</summary>
public sealed class FailingFunctions(Entries entries, IHostApplicationLifetime lifetime)
{
    /// <summary>What no answer and no log may hold.</summary>
    public const string Secret = "<b>canary-7d1f0c</b>";

    /// <summary>What <see cref="ThrowsMidway"/> writes before it throws.</summary>
    public const string FirstHalf = "first half";

    /// <summary>Throws.</summary>
    [Function("Throws"), AllowAnonymous]
    public static HttpResponseData Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "head", Route = "throws")] HttpRequestData request)
    {
        ArgumentNullException.ThrowIfNull(request);
        throw new InvalidOperationException("outer " + Secret, new FormatException("inner " + Secret));
    }

    /// <summary>Throws, with several outputs.</summary>
    [Function("ThrowsSeveral"), AllowAnonymous]
    public static SeveralOutputs ThrowsSeveral([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throws-several")] HttpRequestData request)
    {
        ArgumentNullException.ThrowIfNull(request);
        throw new InvalidOperationException(Secret);
    }

    /// <summary>Throws in the middle of a body that it writes itself, with or without having said its length before, once the test has read what there is.</summary>
    [Function("ThrowsMidway"), AllowAnonymous]
    public async Task<HttpResponseData> ThrowsMidway(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throws-midway/{length:int}")] HttpRequestData request, int length, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var response = ((HttpContext)request.FunctionContext.Items["HttpRequestContext"]).Response;
        response.StatusCode = StatusCodes.Status202Accepted;
        response.Headers["x-own"] = "yes";
        response.ContentLength = length > 0 ? length : null;
        await response.WriteAsync(FirstHalf, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        while (!entries.Names.Contains(FirstHalf, StringComparer.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
        }

        throw new InvalidOperationException(Secret);
    }

    /// <summary>Runs until it is cancelled.</summary>
    [Function("Waits"), AllowAnonymous]
    public async Task<HttpResponseData> Waits(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "waits")] HttpRequestData request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        entries.Add("Waits");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return request.CreateResponse(HttpStatusCode.OK);
    }

    /// <summary>Runs until the app stops.</summary>
    [Function("WaitsForStop"), AllowAnonymous]
    public async Task<HttpResponseData> WaitsForStop([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "waits-for-stop")] HttpRequestData request)
    {
        ArgumentNullException.ThrowIfNull(request);
        entries.Add("WaitsForStop");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, lifetime.ApplicationStopping);
        return request.CreateResponse(HttpStatusCode.OK);
    }

    /// <summary>Reads its body.</summary>
    [Function("Reads"), AllowAnonymous]
    public static HttpResponseData Reads([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "reads")] HttpRequestData request, [FromBody] Parcel parcel)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(parcel);
        return request.CreateResponse(parcel.Weight > 0 ? HttpStatusCode.OK : HttpStatusCode.UnprocessableEntity);
    }
}
