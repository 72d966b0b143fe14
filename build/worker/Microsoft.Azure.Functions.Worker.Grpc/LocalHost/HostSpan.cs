using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>
/// The span of the host, which the genuine host makes in its own process: the worker sees its ids and never its activity.
/// </summary>
internal sealed class HostSpan : IDisposable
{
    private static readonly ActivitySource Source = new("MeshFunctions.LocalHost", "1.0.0");

    private readonly Activity? _activity;

    private HostSpan(Activity? activity, TraceContext traceContext)
    {
        _activity = activity;
        TraceContext = traceContext;
    }

    public TraceContext TraceContext { get; }

    /// <summary>Starts a child of the incoming context, or a root where there is none that can be read.</summary>
    public static HostSpan Start(HttpRequest request, string function, string route)
    {
        var incoming = Incoming(request);
        var activity = Source.StartActivity($"{request.Method} /{route}", ActivityKind.Server, incoming);
        Activity.Current = null;
        activity?.SetTag("faas.name", function)
            .SetTag("http.request.method", request.Method)
            .SetTag("http.route", $"/{route}")
            .SetTag("url.path", request.Path.Value);
        var traceId = activity?.TraceId ?? (incoming == default ? ActivityTraceId.CreateRandom() : incoming.TraceId);
        var spanId = activity?.SpanId ?? ActivitySpanId.CreateRandom();
        var flags = activity?.ActivityTraceFlags ?? (incoming == default ? ActivityTraceFlags.Recorded : incoming.TraceFlags);
        return new HostSpan(
            activity, new HostTraceContext($"00-{traceId.ToHexString()}-{spanId.ToHexString()}-{(int)flags:x2}", incoming.TraceState ?? ""));
    }

    public void End(int status)
    {
        _activity?.SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            _activity?.SetStatus(ActivityStatusCode.Error);
        }
    }

    public void Dispose() => _activity?.Dispose();

    private static ActivityContext Incoming(HttpRequest request)
    {
        var state = request.Headers.TraceState.Count == 0 ? null : request.Headers.TraceState.ToString();
        return request.Headers.TraceParent is [{ } parent] && ActivityContext.TryParse(parent, state, isRemote: true, out var context)
            ? context
            : default;
    }
}
