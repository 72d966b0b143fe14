using System.Collections.Frozen;
using MeshFunctions.Headers;

namespace MeshFunctions.Outbound;

/// <summary>Headers whose values the client's own logging must never show, whatever else it was allowed to.</summary>
internal static class RedactedHeaders
{
    private static readonly FrozenSet<string> Names = new[]
    {
        MeshHeaderNames.Authorization,
        MeshHeaderNames.TransactionToken,
        MeshHeaderNames.HopKey,
        MeshHeaderNames.HopAssertion,
        MeshHeaderNames.DaprApiToken,
        "api-key",
        "Cookie",
        "Location",
        "Set-Cookie",
        "Ocp-Apim-Subscription-Key",
        "Proxy-Authorization",
        "subscription-key",
        "x-api-key",
        "x-functions-key",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static Func<string, bool> Over(Func<string, bool> allowed) => name => Names.Contains(name) || allowed(name);
}
