using System.Net;
using System.Text.Json;

namespace Cloud.Tests;

/// <summary>An answer of the cloud, read to its end. <c>Json</c> is undefined where the body is no object.</summary>
internal sealed record CloudAnswer(HttpStatusCode Status, string Challenge, string? CacheControl, string Text, JsonElement Json);
