using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens.Rules;

/// <summary>
/// What a transaction token has besides <c>aud</c>, <c>exp</c> and <c>sub</c> (draft-ietf-oauth-transaction-tokens "JWT Body Claims"): <c>iat</c>, <c>txn</c>, <c>scope</c> and <c>req_wl</c>;
/// <c>tctx</c> and <c>rctx</c>, where present, are objects.
/// </summary>
internal sealed class TransactionClaimsRule : ITokenRule
{
    public TokenError Check(in TokenView token)
    {
        var payload = token.Payload;
        var scope = payload["scope"u8];
        if (!payload["iat"u8].Exists || !payload["txn"u8].Exists || !payload["req_wl"u8].Exists || !scope.Exists)
        {
            return TokenError.ClaimMissing;
        }

        var wellFormed = payload["txn"u8].IsText
            && payload["req_wl"u8].IsText
            && scope.IsText
            && ClaimStrings.SpaceSeparated.IsWellFormed(scope)
            && IsContext(payload["tctx"u8])
            && IsContext(payload["rctx"u8]);
        return wellFormed ? TokenError.None : TokenError.ClaimInvalid;
    }

    private static bool IsContext(JsonValue context) => !context.Exists || context.Kind == JsonKind.Object;
}
