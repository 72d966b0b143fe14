using System.Text.Json;
using MeshFunctions.Tokens.Json;
using MeshFunctions.Tokens.Rules;

namespace MeshFunctions.Tokens;

/// <summary>What a validated transaction token says, read from its payload when somebody first asks.</summary>
internal sealed class TransactionContent
{
    private TransactionContent(JsonObject payload)
    {
        Id = payload["txn"u8].GetString();
        Subject = payload["sub"u8].GetString();
        RequestingWorkload = payload["req_wl"u8].GetString();
        TrustDomain = AudienceOf(payload["aud"u8]);
        var scopes = new List<string>();
        ClaimStrings.SpaceSeparated.Collect(payload["scope"u8], scopes);
        Scopes = scopes.AsReadOnly();
        IssuedAt = NumericDate.TryRead(payload["iat"u8], out var issued) ? NumericDate.ToMoment(issued) : default;
        TransactionContext = ContextOf(payload["tctx"u8]);
        RequestContext = ContextOf(payload["rctx"u8]);
    }

    public string Id { get; }

    public string Subject { get; }

    public string RequestingWorkload { get; }

    public string TrustDomain { get; }

    public IReadOnlyList<string> Scopes { get; }

    public DateTimeOffset IssuedAt { get; }

    public JsonElement? TransactionContext { get; }

    public JsonElement? RequestContext { get; }

    /// <summary>Reads a token that was validated as of <see cref="IssuerKind.Transaction"/>.</summary>
    public static TransactionContent Read(ReadOnlySpan<char> token) => TokenPayload.Read(token, 0, static (_, payload, _) => new TransactionContent(payload));

    private static string AudienceOf(JsonValue audience)
    {
        var entries = new JsonElements(audience);
        return entries.TryNext(out var only) ? only.GetString() : audience.GetString();
    }

    private static JsonElement? ContextOf(JsonValue context)
    {
        if (!context.Exists)
        {
            return null;
        }

        using var document = JsonDocument.Parse(context.Raw.ToArray());
        return document.RootElement.Clone();
    }
}
