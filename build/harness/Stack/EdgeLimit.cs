using System.Text.Json;

namespace Harness.Stack;

/// <summary>The edge's limit for one client: so many requests a second, and so many at once beyond that.</summary>
internal sealed record EdgeLimit(int RequestsPerSecond, int Burst)
{
    public static EdgeLimit Read(string meshDescription)
    {
        using JsonDocument mesh = JsonDocument.Parse(File.ReadAllText(meshDescription));
        JsonElement edge = mesh.RootElement.GetProperty("edge");
        return new EdgeLimit(edge.GetProperty("requestsPerSecond").GetInt32(), edge.GetProperty("burst").GetInt32());
    }

    /// <summary>The most that can have passed within a time that began with an empty bucket.</summary>
    public double MostWithin(TimeSpan time) => 1 + Burst + (RequestsPerSecond * time.TotalSeconds);

    /// <summary>How long until a client that was refused may send a whole burst again.</summary>
    public TimeSpan Recovery => TimeSpan.FromSeconds((Burst + 1.0) / RequestsPerSecond);
}
