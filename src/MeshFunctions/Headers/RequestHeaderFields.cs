using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace MeshFunctions.Headers;

/// <summary>The headers of ASP.NET Core integration mode, where each field line is kept.</summary>
internal sealed class RequestHeaderFields(IHeaderDictionary headers) : IHeaderFields
{
    public StringValues Get(string name) => headers[name];

    public void Remove(string name) => headers.Remove(name);

    public void CopyTo(HeaderPlan plan, IHeaderSink sink)
    {
        foreach (var (name, lines) in headers)
        {
            if (lines.Count > 0 && plan.TryGetRule(name, out var rule))
            {
                sink.Take(rule, lines);
            }
        }
    }
}
