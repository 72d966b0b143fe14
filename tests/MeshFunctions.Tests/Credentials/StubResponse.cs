using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace MeshFunctions.Tests.Credentials;

/// <summary>An answer of an Azure service with a status and, if wanted, advice when to come back.</summary>
internal sealed class StubResponse(int status, string? retryAfter = null, params (string Name, string Value)[] others) : Response
{
    private readonly Dictionary<string, string> _headers = Headed(retryAfter, others);

    public override int Status => status;

    public override string ReasonPhrase => "stub";

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = "client";

    public override void Dispose()
    {
    }

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => _headers.Select(static header => new HttpHeader(header.Key, header.Value));

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => _headers.TryGetValue(name, out value);

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }

    private static Dictionary<string, string> Headed(string? retryAfter, (string Name, string Value)[] others)
    {
        var headers = others.ToDictionary(static header => header.Name, static header => header.Value, StringComparer.OrdinalIgnoreCase);
        if (retryAfter is not null)
        {
            headers["Retry-After"] = retryAfter;
        }

        return headers;
    }
}
