using Microsoft.Extensions.Primitives;

namespace Cloud.Tests.Events;

/// <summary>What a subscriber got.</summary>
internal sealed record Received(string Method, string EventType, string? ContentType, IReadOnlyDictionary<string, StringValues> Headers, string Body);
