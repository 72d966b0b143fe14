using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens.Rules;

/// <summary>RFC 7519 §4.1.3: the token is meant for us. One ordinally equal entry is enough (T31).</summary>
internal sealed class AudienceRule : ITokenRule
{
    /// <summary>More entries than this are no list of audiences any more.</summary>
    public const int MaxEntries = 256;

    public TokenError Check(in TokenView token)
    {
        var audience = token.Payload["aud"u8];
        if (audience.IsString)
        {
            return IsOurs(audience, token.Issuer) ? TokenError.None : TokenError.AudienceMismatch;
        }

        var entries = new JsonElements(audience);
        var count = 0;
        var ours = false;
        while (entries.TryNext(out var entry))
        {
            if (!entry.IsString || ++count > MaxEntries)
            {
                return TokenError.AudienceMismatch;
            }

            ours = ours || IsOurs(entry, token.Issuer);
        }

        return ours ? TokenError.None : TokenError.AudienceMismatch;
    }

    private static bool IsOurs(JsonValue entry, ConfiguredIssuer issuer)
    {
        foreach (var audience in issuer.Audiences)
        {
            if (entry.Is(audience))
            {
                return true;
            }
        }

        return false;
    }
}
