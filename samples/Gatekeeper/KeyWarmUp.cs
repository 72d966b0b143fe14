using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using MeshFunctions.Tokens;

namespace Gatekeeper;

/// <summary>
/// Has the validator fetch the issuers' keys before the first client waits for them: a made-up token that is refused for its key, but only once the keys are there.
/// It gets that far with issuers of kind <see cref="IssuerKind.Oidc"/>; the others fetch with their first token.
/// </summary>
internal sealed class KeyWarmUp(GatekeeperOptions options, TokenValidator tokens, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (IssuerOptions issuer in options.Tokens.Issuers.Values.Where(issuer => issuer.Kind == IssuerKind.Oidc))
        {
            _ = await tokens.ValidateAsync(Token(issuer), stoppingToken);
        }
    }

    private string Token(IssuerOptions issuer)
    {
        long now = clock.GetUtcNow().ToUnixTimeSeconds();
        JsonObject header = new() { ["alg"] = "ES256", ["typ"] = "at+jwt", ["kid"] = "warm-up" };
        JsonObject payload = new()
        {
            ["iss"] = issuer.Issuer,
            ["aud"] = issuer.Audiences[0],
            ["sub"] = "warm-up",
            ["client_id"] = "warm-up",
            ["jti"] = "warm-up",
            ["iat"] = now,
            ["exp"] = now + 60,
        };
        return $"{Part(header)}.{Part(payload)}.{Base64Url.EncodeToString(new byte[64])}";
    }

    private static string Part(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
