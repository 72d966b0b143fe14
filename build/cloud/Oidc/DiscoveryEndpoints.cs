using System.Globalization;
using System.Text.Json.Nodes;
using LocalCloud.Configuration;
using LocalCloud.Hosting;
using LocalCloud.Keys;
using LocalCloud.Tokens;

namespace LocalCloud.Oidc;

/// <summary>Discovery documents and key sets of both issuers (OpenID Connect Discovery 1.0 §4, RFC 7517 §5).</summary>
internal sealed class DiscoveryEndpoints(CloudConfig config, CloudAddress address, KeyRings keys)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet($"/{address.Tenant}/v2.0/.well-known/openid-configuration", context => AnswerAsync(context, EntraDocument()));
        routes.MapGet($"/{address.Tenant}/discovery/v2.0/keys", context => AnswerAsync(context, EntraKeys()));
        routes.MapGet("/oidc/.well-known/openid-configuration", context => AnswerAsync(context, OidcDocument()));
        routes.MapGet("/oidc/keys", context => AnswerAsync(context, keys[CloudIssuer.Oidc].ToJwks()));
    }

    private JsonObject EntraDocument() => new()
    {
        ["token_endpoint"] = $"{address.Base}/{address.Tenant}/oauth2/v2.0/token",
        ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post", "client_secret_basic"),
        ["jwks_uri"] = $"{address.Base}/{address.Tenant}/discovery/v2.0/keys",
        ["subject_types_supported"] = new JsonArray("pairwise"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        ["response_types_supported"] = new JsonArray("code"),
        ["issuer"] = address.Issuer(CloudIssuer.Entra),
        ["cloud_instance_name"] = address.Url.Authority,
    };

    // Each key says whose it is, as Entra's keys do.
    private JsonObject EntraKeys()
    {
        var set = keys[CloudIssuer.Entra].ToJwks();
        foreach (var key in set["keys"]!.AsArray().OfType<JsonObject>())
        {
            key.TryAdd("issuer", address.Issuer(CloudIssuer.Entra));
            key.TryAdd("cloud_instance_name", address.Url.Authority);
        }

        return set;
    }

    private JsonObject OidcDocument() => new()
    {
        ["issuer"] = address.Issuer(CloudIssuer.Oidc),
        ["token_endpoint"] = $"{address.Base}/oidc/token",
        ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_basic", "client_secret_post", "none"),
        ["jwks_uri"] = $"{address.Base}/oidc/keys",
        ["grant_types_supported"] = new JsonArray("password", "client_credentials"),
        ["response_types_supported"] = new JsonArray(),
        ["subject_types_supported"] = new JsonArray("public"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("ES256"),
    };

    private Task AnswerAsync(HttpContext context, JsonObject document)
    {
        var seconds = config.KeySetsMaxAgeSeconds.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.CacheControl = $"public, max-age={seconds}";
        return Answer.JsonAsync(context, StatusCodes.Status200OK, document);
    }
}
