using System.Text.Json.Nodes;
using LocalCloud.Configuration;
using LocalCloud.Hosting;
using LocalCloud.Tokens;

namespace LocalCloud.Oidc;

/// <summary>The OIDC issuer's token endpoint: password grant for users, client credentials for clients (RFC 6749 §4.3, §4.4, §5).</summary>
internal sealed class OidcTokenEndpoint(CloudConfig config, TokenMint mint)
{
    // A client that can keep no secret: what a command line would be registered as.
    private const string PublicClient = "local-cli";

    private static readonly SecretText NobodysPassword = new("no user has this password, it only takes the same time");

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/oidc/token", TokenAsync);

    private async Task TokenAsync(HttpContext context)
    {
        if (await TokenForm.ReadAsync(context) is not { } form || form["grant_type"] is not [{ Length: > 0 } grant] ||
            ClientCredentials.Read(context.Request, form) is not { } credentials)
        {
            await ErrorAsync(context, StatusCodes.Status400BadRequest, "invalid_request");
            return;
        }

        if (!Authenticates(credentials, out var client))
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"oidc\"";
            await ErrorAsync(context, StatusCodes.Status401Unauthorized, "invalid_client");
            return;
        }

        await (grant switch
        {
            "password" => PasswordAsync(context, form, credentials.Id ?? PublicClient),
            "client_credentials" when client is null => ErrorAsync(context, StatusCodes.Status400BadRequest, "unauthorized_client"),
            "client_credentials" => ClientAsync(context, form, credentials.Id!, client),
            _ => ErrorAsync(context, StatusCodes.Status400BadRequest, "unsupported_grant_type"),
        });
    }

    private bool Authenticates(ClientCredentials credentials, out ClientConfig? client)
    {
        client = null;
        return credentials.Id is null or PublicClient
            ? credentials.Secret is null
            : config.Clients.TryGetValue(credentials.Id, out client) && client.Secret.Matches(credentials.Secret);
    }

    private Task PasswordAsync(HttpContext context, IFormCollection form, string clientId)
    {
        if (form["username"] is not [{ Length: > 0 } name] || form["password"] is not [{ Length: > 0 } password])
        {
            return ErrorAsync(context, StatusCodes.Status400BadRequest, "invalid_request");
        }

        var known = config.Users.TryGetValue(name, out var user);
        if (!(user?.Password ?? NobodysPassword).Matches(password) || !known)
        {
            return ErrorAsync(context, StatusCodes.Status400BadRequest, "invalid_grant");
        }

        var scopes = Scopes(form);
        return scopes.Except(user!.Scopes, StringComparer.Ordinal).Any()
            ? ErrorAsync(context, StatusCodes.Status400BadRequest, "invalid_scope")
            : IssueAsync(context, new TokenSpec
            {
                Issuer = CloudIssuer.Oidc,
                Subject = name,
                ClientId = clientId,
                Audience = user.Audience,
                Roles = user.Roles,
                Scope = Join(scopes.Count == 0 ? user.Scopes : scopes),
                Lifetime = TimeSpan.FromSeconds(config.TokenLifetimeSeconds),
            });
    }

    // The resource by RFC 8707; a client with a single one need not name it.
    private Task ClientAsync(HttpContext context, IFormCollection form, string clientId, ClientConfig client)
    {
        var asked = form["resource"];
        var resource = asked.Count == 0 && client.Resources.Count == 1 ? client.Resources.Keys.Single() : asked.ToString();
        if (asked.Count > 1 || !client.Resources.TryGetValue(resource, out var roles))
        {
            return ErrorAsync(context, StatusCodes.Status400BadRequest, "invalid_target");
        }

        return Scopes(form).Count > 0
            ? ErrorAsync(context, StatusCodes.Status400BadRequest, "invalid_scope")
            : IssueAsync(context, new TokenSpec
            {
                Issuer = CloudIssuer.Oidc,
                ClientId = clientId,
                Audience = resource,
                Roles = roles,
                Lifetime = TimeSpan.FromSeconds(config.TokenLifetimeSeconds),
            });
    }

    private Task IssueAsync(HttpContext context, TokenSpec spec)
    {
        var answer = new JsonObject
        {
            ["access_token"] = mint.Mint(spec).Value,
            ["token_type"] = "Bearer",
            ["expires_in"] = config.TokenLifetimeSeconds,
        };
        if (spec.Scope is not null)
        {
            answer["scope"] = spec.Scope;
        }

        return Answer.SecretJsonAsync(context, answer);
    }

    private static Task ErrorAsync(HttpContext context, int status, string error)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Answer.JsonAsync(context, status, new JsonObject { ["error"] = error });
    }

    private static List<string> Scopes(IFormCollection form) =>
        [.. form["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    private static string? Join(IReadOnlyCollection<string> scopes) => scopes.Count == 0 ? null : string.Join(' ', scopes);
}
