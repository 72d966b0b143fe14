using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens.Rules;

/// <summary>An optional time that must have come, give or take the clock skew.</summary>
internal static class FutureTime
{
    public static TokenError Check(in TokenView token, JsonValue time)
    {
        if (!time.Exists)
        {
            return TokenError.None;
        }

        if (!NumericDate.TryRead(time, out var seconds))
        {
            return TokenError.TimeInvalid;
        }

        return seconds <= token.Now + token.Issuer.ClockSkew ? TokenError.None : TokenError.NotYetValid;
    }
}
