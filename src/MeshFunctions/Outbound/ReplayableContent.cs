using System.Net.Http.Json;

namespace MeshFunctions.Outbound;

/// <summary>Which content is the same when it is sent a second time: what is in memory. A stream is read once, and what a class of somebody else's does nobody knows.</summary>
internal static class ReplayableContent
{
    public static bool Is(HttpContent? content) => content switch
    {
        null or ByteArrayContent or ReadOnlyMemoryContent or JsonContent => true,
        MultipartContent parts => parts.All(Is),
        _ => false,
    };
}
