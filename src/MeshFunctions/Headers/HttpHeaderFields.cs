using System.Net.Http.Headers;
using Microsoft.Extensions.Primitives;

namespace MeshFunctions.Headers;

/// <summary>The headers of built-in HTTP mode, by their unvalidated view: the validated one rewrites values.</summary>
internal sealed class HttpHeaderFields(HttpHeaders headers) : IHeaderFields
{
    public StringValues Get(string name) => headers.NonValidated.TryGetValues(name, out var lines) ? LinesOf(lines) : StringValues.Empty;

    public void Remove(string name) => headers.Remove(name);

    public void CopyTo(HeaderPlan plan, IHeaderSink sink)
    {
        foreach (var (name, lines) in headers.NonValidated)
        {
            if (plan.TryGetRule(name, out var rule))
            {
                sink.Take(rule, LinesOf(lines));
            }
        }
    }

    private static StringValues LinesOf(HeaderStringValues lines) => lines.Count == 1 ? new StringValues(lines.ToString()) : new StringValues([.. lines]);
}
