using System.Text.Json.Nodes;
using LocalCloud.Configuration;
using LocalCloud.Hosting;
using LocalCloud.Tokens;

namespace LocalCloud.Entra;

/// <summary>Entra's v2 token endpoint: the client-credentials grant with a secret.</summary>
internal sealed class EntraTokenEndpoint(CloudConfig config, CloudAddress address, TokenMint mint, EntraErrors errors)
{
    private const string DefaultScope = "/.default";

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/{tenant}/oauth2/v2.0/token", TokenAsync);

    private async Task TokenAsync(HttpContext context)
    {
        var tenant = (string)context.GetRouteValue("tenant")!;
        if (!string.Equals(tenant, address.Tenant, StringComparison.OrdinalIgnoreCase))
        {
            await errors.WriteAsync(context, StatusCodes.Status400BadRequest, "invalid_request", 90002, "Tenant not found. Check to make sure you have the correct tenant ID.");
            return;
        }

        if (await TokenForm.ReadAsync(context) is not { } form || form["grant_type"] is not [{ Length: > 0 } grant])
        {
            await MissingAsync(context, "grant_type");
            return;
        }

        if (!string.Equals(grant, "client_credentials", StringComparison.Ordinal))
        {
            await errors.WriteAsync(context, StatusCodes.Status400BadRequest, "unsupported_grant_type", 70003, "The app requested an unsupported grant type.");
            return;
        }

        var credentials = ClientCredentials.Read(context.Request, form);
        if (credentials?.Id is null)
        {
            await MissingAsync(context, "client_id");
        }
        else if (form["scope"] is not [{ Length: > 0 } scope])
        {
            await MissingAsync(context, "scope");
        }
        else
        {
            await GrantAsync(context, credentials, scope);
        }
    }

    private Task GrantAsync(HttpContext context, ClientCredentials credentials, string scope)
    {
        if (!config.Clients.TryGetValue(credentials.Id!, out var client))
        {
            return errors.WriteAsync(context, StatusCodes.Status400BadRequest, "unauthorized_client", 700016, "Application was not found in the directory.");
        }

        if (credentials.Secret is null)
        {
            return errors.WriteAsync(
                context,
                StatusCodes.Status401Unauthorized,
                "invalid_client",
                7000218,
                "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
        }

        if (!client.Secret.Matches(credentials.Secret))
        {
            return errors.WriteAsync(context, StatusCodes.Status401Unauthorized, "invalid_client", 7000215, "Invalid client secret provided.");
        }

        if (!scope.EndsWith(DefaultScope, StringComparison.Ordinal) || scope.Contains(' ', StringComparison.Ordinal))
        {
            return errors.WriteAsync(
                context, StatusCodes.Status400BadRequest, "invalid_scope", 1002012, "The provided value for scope is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier.");
        }

        var resource = scope[..^DefaultScope.Length];
        if (!client.Resources.TryGetValue(resource, out var roles))
        {
            return errors.WriteAsync(context, StatusCodes.Status400BadRequest, "invalid_resource", 500011, "The resource principal was not found in the tenant.");
        }

        var issued = mint.Mint(new TokenSpec
        {
            Issuer = CloudIssuer.Entra,
            ClientId = credentials.Id,
            Audience = resource,
            Roles = roles,
            Lifetime = TimeSpan.FromSeconds(config.TokenLifetimeSeconds),
        });
        return Answer.SecretJsonAsync(context, new JsonObject
        {
            ["token_type"] = "Bearer",
            ["expires_in"] = config.TokenLifetimeSeconds,
            ["ext_expires_in"] = config.TokenLifetimeSeconds,
            ["access_token"] = issued.Value,
        });
    }

    private Task MissingAsync(HttpContext context, string parameter) => errors.WriteAsync(
        context, StatusCodes.Status400BadRequest, "invalid_request", 900144, $"The request body must contain the following parameter: '{parameter}'.");
}
