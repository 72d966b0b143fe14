using System.Globalization;

namespace MeshFunctions.Hosting;

/// <summary>The header fields of a problem answer, without those of its body.</summary>
internal static class ProblemHeaders
{
    public static IEnumerable<(string Name, string Value)> Of(Problem problem)
    {
        yield return ("Cache-Control", "no-store");
        if (problem.Challenge is { } challenge)
        {
            yield return ("WWW-Authenticate", challenge);
        }

        if (problem.RetryAfter is { } retryAfter)
        {
            var seconds = Math.Max(1, (long)Math.Ceiling(retryAfter.TotalSeconds));
            yield return ("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
        }

        if (problem.MustNotBeRetried)
        {
            // Envoy retries nothing that carries this header unless told to (retry_on: envoy-ratelimited).
            yield return ("x-envoy-ratelimited", "true");
            yield return ("X-Mesh-Retry", "never");
        }
    }
}
