using System.Text;
using MeshFunctions.Tokens.Keys;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshFunctions.Tokens;

/// <summary>What a token would say on a developer's machine. There is no token, no signature, and no issuer that a validator knows.</summary>
internal static class DevelopmentToken
{
    /// <summary>The issuer's name; none can be configured with the address, which is nobody's (RFC 2606 §2).</summary>
    public const string Issuer = "https://development.invalid";

    public static ValidatedToken Of(string payload, TimeProvider time)
    {
        var options = new IssuerOptions { Issuer = Issuer };
        var issuer = new ConfiguredIssuer("development", options, Issuer, new IssuerKeys("development", Issuer, options, time, meters: null, NullLogger.Instance));
        ReadOnlySpan<byte> json = Encoding.UTF8.GetBytes(payload);
        return new ValidatedToken(
            TokenPayload.Read(json, issuer, static (_, content, from) => TokenContent.Read(from, content)),
            TokenPayload.Read(json, 0, static (text, content, _) => TokenClaims.ReadOthers(text, content)),
            issuer,
            time.GetUtcNow().AddDays(1).ToUnixTimeSeconds());
    }
}
