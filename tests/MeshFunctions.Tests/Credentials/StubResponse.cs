using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace MeshFunctions.Tests.Credentials;

/// <summary>An answer of an Azure service with a status and, if wanted, advice when to come back.</summary>
internal sealed class StubResponse(int status, string? retryAfter = null) : Response
{
    public override int Status => status;

    public override string ReasonPhrase => "stub";

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = "client";

    public override void Dispose()
    {
    }

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => retryAfter is null ? [] : [new HttpHeader("Retry-After", retryAfter)];

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = string.Equals(name, "Retry-After", StringComparison.OrdinalIgnoreCase) ? retryAfter : null;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }
}
