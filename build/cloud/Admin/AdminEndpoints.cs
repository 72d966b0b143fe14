using System.Globalization;
using System.Text.Json.Nodes;
using LocalCloud.Configuration;
using LocalCloud.Hosting;
using LocalCloud.Keys;
using LocalCloud.Tokens;
using LocalCloud.Vault;

namespace LocalCloud.Admin;

/// <summary>What tests and the demo may change while the cloud runs.</summary>
internal sealed class AdminEndpoints(CloudConfig config, KeyRings keys, SecretStore secrets, TokenMint mint, RequestCounts counts)
{
    private const int MaximumAhead = 86400;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/admin/keys/rotate", RotateAsync);
        routes.MapPost("/admin/tokens", TokenAsync);
        routes.MapGet("/admin/state", context => Answer.JsonAsync(context, StatusCodes.Status200OK, State()));
    }

    private Task RotateAsync(HttpContext context)
    {
        var asked = context.Request.Query["aheadSeconds"];
        var ahead = config.KeySetsAheadSeconds;
        if (asked.Count > 0 && (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out ahead) || ahead > MaximumAhead))
        {
            return ErrorAsync(context, $"aheadSeconds must be 0 to {MaximumAhead}");
        }

        foreach (var issuer in Enum.GetValues<CloudIssuer>())
        {
            keys[issuer].Rotate(TimeSpan.FromSeconds(ahead));
        }

        return Answer.JsonAsync(context, StatusCodes.Status200OK, Issuers());
    }

    private async Task TokenAsync(HttpContext context)
    {
        var (request, fault) = await AdminBody.ReadAsync<TokenRequest>(context);
        if (request?.ToSpec() is not { } spec)
        {
            await ErrorAsync(context, fault ?? "issuer must be oidc or entra; lifetimeSeconds at most a year either way");
            return;
        }

        var issued = mint.Mint(spec);
        await Answer.SecretJsonAsync(context, new JsonObject
        {
            ["access_token"] = issued.Value,
            ["token_type"] = "Bearer",
            ["expires_on"] = issued.ExpiresAt.ToUnixTimeSeconds(),
        });
    }

    private JsonObject State()
    {
        var requests = new JsonObject();
        foreach (var (endpoint, count) in counts.ToDictionary())
        {
            requests[endpoint] = count;
        }

        var vault = new JsonObject();
        foreach (var name in secrets.Names)
        {
            vault[name] = new JsonArray([.. secrets.Versions(name).Select(SecretEndpoints.Describe)]);
        }

        return new JsonObject { ["issuers"] = Issuers(), ["secrets"] = vault, ["requests"] = requests };
    }

    private JsonObject Issuers() => new() { ["entra"] = Ring(keys[CloudIssuer.Entra]), ["oidc"] = Ring(keys[CloudIssuer.Oidc]) };

    private static JsonObject Ring(KeyRing ring) => new()
    {
        ["current"] = ring.Current.KeyId,
        ["published"] = new JsonArray([.. ring.Published.Select(static published => new JsonObject
        {
            ["kid"] = published.Key.KeyId,
            ["signsFrom"] = published.SignsFrom.ToUnixTimeSeconds(),
        })]),
    };

    private static Task ErrorAsync(HttpContext context, string error) =>
        Answer.JsonAsync(context, StatusCodes.Status400BadRequest, new JsonObject { ["error"] = error });
}
