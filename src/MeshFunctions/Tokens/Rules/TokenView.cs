using System.Runtime.InteropServices;
using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens.Rules;

/// <summary>What a rule may look at.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct TokenView(ConfiguredIssuer issuer, JsonObject header, JsonObject payload, string? certificateSha256, double now)
{
    public ConfiguredIssuer Issuer { get; } = issuer;

    public JsonObject Header { get; } = header;

    public JsonObject Payload { get; } = payload;

    /// <summary>SHA-256 of the certificate that the sender showed to hold, in hex; null where there is none.</summary>
    public string? CertificateSha256 { get; } = certificateSha256;

    /// <summary>Seconds since 1970, with fractions.</summary>
    public double Now { get; } = now;

    public TokenType Type { get; } = TypeOf(header["typ"u8]);

    private static TokenType TypeOf(JsonValue typ)
    {
        if (!typ.Exists)
        {
            return TokenType.Absent;
        }

        if (typ.IsIgnoringCase("JWT"u8))
        {
            return TokenType.Jwt;
        }

        if (typ.IsIgnoringCase("JOSE"u8))
        {
            return TokenType.Jose;
        }

        if (typ.IsIgnoringCase("at+jwt"u8) || typ.IsIgnoringCase("application/at+jwt"u8))
        {
            return TokenType.AccessToken;
        }

        return typ.IsIgnoringCase("txntoken+jwt"u8) || typ.IsIgnoringCase("application/txntoken+jwt"u8) ? TokenType.Transaction : TokenType.Other;
    }
}
