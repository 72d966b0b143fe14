using MeshFunctions.Tokens.Json;
using MeshFunctions.Tokens.Jws;
using MeshFunctions.Tokens.Rules;

namespace MeshFunctions.Tokens;

/// <summary>Everything that can be said of a token without a key, in the order in which it is cheapest to refuse. Never throws.</summary>
internal static class TokenInspector
{
    public static TokenError Inspect(ref PendingToken token, IssuerTable issuers, double now)
    {
        var error = CompactJws.TryDecode(token.Token.Span, token.Buffer, out var jws);
        if (error != TokenError.None)
        {
            return error;
        }

        token.Jws = jws;
        if (!StrictJson.TryReadObject(token.Buffer.AsSpan(jws.Header), out var header))
        {
            return TokenError.Malformed;
        }

        error = InspectHeader(ref token, header);
        if (error == TokenError.None)
        {
            error = InspectPayload(ref token, header, issuers, now);
        }

        header.Dispose();
        return error;
    }

    private static TokenError InspectHeader(ref PendingToken token, JsonObject header)
    {
        token.Algorithm = JwsAlgorithm.Find(header["alg"u8]);
        if (token.Algorithm is null)
        {
            return TokenError.AlgorithmNotAllowed;
        }

        // T28: what changes the meaning of the rest is refused; jwk, jku, x5u and x5c are not even looked at.
        if (header["crit"u8].Exists || header["b64"u8].Exists || header["zip"u8].Exists)
        {
            return TokenError.HeaderNotSupported;
        }

        var keyId = header["kid"u8];
        if (keyId.Exists && !keyId.IsString)
        {
            return TokenError.Malformed;
        }

        token.HasKeyId = keyId.Exists;
        var start = token.Jws.Header.Start.Value + keyId.Start;
        token.KeyIdRange = start..(start + keyId.Raw.Length);
        return TokenError.None;
    }

    private static TokenError InspectPayload(ref PendingToken token, JsonObject header, IssuerTable issuers, double now)
    {
        if (!StrictJson.TryReadObject(token.Buffer.AsSpan(token.Jws.Payload), out var payload))
        {
            return TokenError.Malformed;
        }

        token.Issuer = issuers.Find(payload);
        var error = token.Issuer is null ? TokenError.IssuerNotAllowed : Check(token.Issuer, header, payload, token.CertificateSha256, now);
        _ = NumericDate.TryRead(payload["exp"u8], out var expires);
        (token.Expires, token.Inspected, token.IsBound) = (expires, now, payload["cnf"u8].Exists);
        payload.Dispose();
        if (header["kid"u8].Escaped)
        {
            UnescapeKeyId(ref token);
        }

        return error;
    }

    private static TokenError Check(ConfiguredIssuer issuer, JsonObject header, JsonObject payload, string? certificate, double now)
    {
        var view = new TokenView(issuer, header, payload, certificate, now);
        foreach (var rule in issuer.Rules)
        {
            var error = rule.Check(view);
            if (error != TokenError.None)
            {
                return error;
            }
        }

        return TokenError.None;
    }

    /// <summary>In place: nobody reads the header after this, and what is signed is another part of the buffer.</summary>
    private static void UnescapeKeyId(ref PendingToken token)
    {
        var raw = token.KeyId.ToArray();
        var start = token.KeyIdRange.Start.Value;
        token.KeyIdRange = start..(start + JsonStrings.Unescape(raw, token.Buffer.AsSpan(start)));
    }
}
