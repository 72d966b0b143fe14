using System.Diagnostics;
using System.Text.Json;
using MeshFunctions.Authorization;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Hosting.Functions;

/// <summary>What a function saw, as the tests read it back.</summary>
internal sealed record MeshView(
    bool Proven, string? Hop, string? Peer, string? Caller, IReadOnlyList<string> Roles, string TraceId, string? ParentId, string Origin, IReadOnlyList<string> Links,
    string RequestId, string? ActivityTraceId, string? SeenHeaders, string Baggage)
{
    public static MeshView Of(MeshContext mesh, string? seenHeaders = null) => new(
        mesh.Hop is HopTrust.Proven,
        (mesh.Hop as HopTrust.Proven)?.Name,
        mesh.Peer?.Name,
        mesh.Caller?.Subject,
        mesh.Caller?.Roles ?? [],
        mesh.Lineage.TraceId,
        mesh.Lineage.ParentId,
        mesh.Lineage.Origin.ToString(),
        [.. mesh.Lineage.Links.Select(link => link.TraceId.ToString())],
        mesh.RequestId,
        Activity.Current?.TraceId.ToString(),
        seenHeaders,
        string.Join(',', mesh.Lineage.Baggage));

    public static MeshView Parse(string json) => JsonSerializer.Deserialize<MeshView>(json)!;

    public string Print() => JsonSerializer.Serialize(this);
}
