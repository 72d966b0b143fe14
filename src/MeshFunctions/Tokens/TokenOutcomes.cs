using MeshFunctions.Diagnostics;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Tokens;

/// <summary>Counts what became of tokens, logs why one was refused, and never what was in it.</summary>
internal sealed partial class TokenOutcomes(MeshMeters? meters, ILogger logger)
{
    public void Accept() => meters?.TokenValidated(TokenErrorNames.Valid);

    public TokenResult Refuse(TokenError error, ConfiguredIssuer? issuer)
    {
        meters?.TokenValidated(TokenErrorNames.Outcome(error));
        LogRefused(logger, error, issuer?.Name);
        return TokenResult.Refused(error);
    }

    public TokenResult Unavailable(ConfiguredIssuer issuer, TimeSpan retryAfter)
    {
        _ = Refuse(TokenError.KeysUnavailable, issuer);
        return TokenResult.Unavailable(retryAfter);
    }

    [LoggerMessage(EventIds.TokenRefused, LogLevel.Debug, "Token refused: {Error} (issuer {Issuer}).")]
    private static partial void LogRefused(ILogger logger, TokenError error, string? issuer);
}
