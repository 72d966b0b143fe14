using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Hosting;
using LocalCloud.Keys;

namespace LocalCloud.Tokens;

/// <summary>Writes and signs tokens (JWS compact, RFC 7515 §7.1).</summary>
internal sealed class TokenMint(CloudAddress address, KeyRings keys, TimeProvider timeProvider)
{
    private const string PublicClient = "local-cli";

    // at+jwt must not become at\u002Bjwt: legal, but no issuer writes it.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public IssuedToken Mint(TokenSpec spec)
    {
        var key = spec.Key ?? keys[spec.Issuer].Current;
        var header = new JsonObject
        {
            ["typ"] = spec.Issuer == CloudIssuer.Entra ? "JWT" : "at+jwt",
            ["alg"] = key.Algorithm,
            ["kid"] = key.KeyId,
        };
        Merge(header, spec.Header);

        var now = timeProvider.GetUtcNow();
        var expiresAt = now + spec.Lifetime;
        var claims = spec.Issuer == CloudIssuer.Entra ? Entra(spec) : Oidc(spec);

        // A token that has expired was valid once: it was issued an hour before its end.
        var issuedAt = spec.Lifetime > TimeSpan.Zero ? now : expiresAt - TimeSpan.FromHours(1);
        claims["iss"] = address.Issuer(spec.Issuer);
        claims["aud"] = spec.Audience;
        claims["iat"] = issuedAt.ToUnixTimeSeconds();
        claims["nbf"] = issuedAt.ToUnixTimeSeconds();
        claims["exp"] = expiresAt.ToUnixTimeSeconds();
        claims["jti"] = spec.TokenId ?? Random();
        if (spec.Roles.Count > 0)
        {
            claims["roles"] = new JsonArray([.. spec.Roles.Select(static role => JsonValue.Create(role))]);
        }

        Merge(claims, spec.Claims);
        return new IssuedToken(Sign(header, claims, key), DateTimeOffset.FromUnixTimeSeconds(expiresAt.ToUnixTimeSeconds()));
    }

    /// <summary>Signs any two texts as header and payload.</summary>
    public static string Sign(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, SigningKey key)
    {
        var input = Base64Url.EncodeToString(header) + "." + Base64Url.EncodeToString(payload);
        return input + "." + Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(input)));
    }

    private static string Sign(JsonObject header, JsonObject claims, SigningKey key) =>
        Sign(Encoding.UTF8.GetBytes(header.ToJsonString(Plain)), Encoding.UTF8.GetBytes(claims.ToJsonString(Plain)), key);

    private static JsonObject Oidc(TokenSpec spec)
    {
        var client = spec.ClientId ?? PublicClient;
        var claims = new JsonObject { ["sub"] = spec.Subject ?? client, ["client_id"] = client };
        if (spec.Scope is not null)
        {
            claims["scope"] = spec.Scope;
        }

        return claims;
    }

    private JsonObject Entra(TokenSpec spec)
    {
        var subject = spec.Subject ?? spec.ClientId ?? PublicClient;
        var claims = new JsonObject
        {
            ["ver"] = "2.0",
            ["tid"] = address.Tenant,
            ["oid"] = subject,
            ["sub"] = subject,
            ["azp"] = spec.ClientId ?? subject,
            ["azpacr"] = "1",
            ["uti"] = Random(),
        };
        if (spec.Scope is not null)
        {
            claims["scp"] = spec.Scope;
        }
        else
        {
            claims["idtyp"] = "app";
        }

        return claims;
    }

    private static void Merge(JsonObject target, JsonObject? changes)
    {
        foreach (var (name, value) in changes ?? [])
        {
            target.Remove(name);
            if (value is not null)
            {
                target[name] = value.DeepClone();
            }
        }
    }

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
}
