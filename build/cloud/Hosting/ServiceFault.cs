using System.Globalization;
using System.Text.Json.Nodes;
using LocalCloud.Sts;

namespace LocalCloud.Hosting;

/// <summary>Faults in the words of the service that an endpoint stands for.</summary>
internal static class ServiceFault
{
    public const string Sts = "POST /sts";

    private const string Garbage = "<html><body>It works!</body></html>";
    private static readonly TimeSpan Slowness = TimeSpan.FromSeconds(10);

    public static EndpointFault Of(string endpoint, FaultMode mode, TimeSpan? after, int times) => mode switch
    {
        FaultMode.Throttled => Answer(endpoint, StatusCodes.Status429TooManyRequests, after, times),
        FaultMode.Error => Answer(endpoint, StatusCodes.Status500InternalServerError, after, times),
        FaultMode.Unavailable => Answer(endpoint, StatusCodes.Status503ServiceUnavailable, after, times),
        FaultMode.Gone => Answer(endpoint, StatusCodes.Status410Gone, after, times),
        FaultMode.Slow => new EndpointFault { Delay = after ?? Slowness, OnlyWait = true, Times = times },
        FaultMode.Garbage => new EndpointFault { Status = StatusCodes.Status200OK, Body = Garbage, ContentType = "text/html", Times = times },
        FaultMode.Expired => new EndpointFault { Expired = true, OnlyWait = true, Times = times },
        FaultMode.Dropped => new EndpointFault { Dropped = true, Times = times },
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "No such mode."),
    };

    public static EndpointFault OfSts(string code, int times)
    {
        var error = StsError.Of(code);
        return new EndpointFault { Status = error.Status, Body = StsXml.Error(error), ContentType = StsXml.ContentType, Times = times };
    }

    private static EndpointFault Answer(string endpoint, int status, TimeSpan? after, int times)
    {
        var path = endpoint[(endpoint.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        var isSts = string.Equals(endpoint, Sts, StringComparison.Ordinal);
        return new EndpointFault
        {
            // STS throttles with 400.
            Status = isSts && status == StatusCodes.Status429TooManyRequests ? StatusCodes.Status400BadRequest : status,
            Body = isSts ? StsXml.Error(Code(status)) : Body(path, status),
            ContentType = isSts ? StsXml.ContentType : "application/json",
            Headers = after is null ? new Dictionary<string, string>(StringComparer.Ordinal) : new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Retry-After"] = ((long)Math.Ceiling(after.Value.TotalSeconds)).ToString(CultureInfo.InvariantCulture),
            },
            Times = times,
        };
    }

    private static StsError Code(int status) => status switch
    {
        StatusCodes.Status429TooManyRequests => StsError.Of("Throttling"),
        StatusCodes.Status503ServiceUnavailable => StsError.Of("ServiceUnavailable"),
        _ => new StsError(status, "InternalFailure", "The request processing has failed because of an unknown error, exception or failure."),
    };

    private static string Body(string path, int status)
    {
        if (!path.StartsWith("/secrets/", StringComparison.Ordinal))
        {
            return new JsonObject { ["statusCode"] = status, ["message"] = "The request could not be served." }.ToJsonString();
        }

        var (code, message) = status == StatusCodes.Status429TooManyRequests
            ? ("Throttled", "Request was not processed because too many requests were received. Reason: VaultRequestTypeLimitReached.")
            : ("ServiceUnavailable", "The request could not be served.");
        return new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } }.ToJsonString();
    }
}
