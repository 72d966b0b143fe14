using System.Text.Json.Nodes;
using LocalCloud.Configuration;
using LocalCloud.Hosting;
using LocalCloud.Tokens;

namespace LocalCloud.Entra;

/// <summary>Entra's v2 token endpoint: the client-credentials grant with a secret.</summary>
internal sealed class EntraTokenEndpoint(CloudConfig config, CloudAddress address, TokenMint mint, EntraErrorWriter errors)
{
    private const string DefaultScope = "/.default";

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/{tenant}/oauth2/v2.0/token", TokenAsync);

    private async Task TokenAsync(HttpContext context)
    {
        var tenant = (string)context.GetRouteValue("tenant")!;
        if (!string.Equals(tenant, address.Tenant, StringComparison.OrdinalIgnoreCase))
        {
            await errors.WriteAsync(context, EntraError.UnknownTenant);
            return;
        }

        if (await TokenForm.ReadAsync(context) is not { } form || form["grant_type"] is not [{ Length: > 0 } grant])
        {
            await errors.WriteAsync(context, EntraError.Missing("grant_type"));
            return;
        }

        if (!string.Equals(grant, "client_credentials", StringComparison.Ordinal))
        {
            await errors.WriteAsync(context, EntraError.UnsupportedGrant);
            return;
        }

        var credentials = ClientCredentials.Read(context.Request, form);
        if (credentials?.Id is null)
        {
            await errors.WriteAsync(context, EntraError.Missing("client_id"));
        }
        else if (form["scope"] is not [{ Length: > 0 } scope])
        {
            await errors.WriteAsync(context, EntraError.Missing("scope"));
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
            return errors.WriteAsync(context, EntraError.UnknownClient);
        }

        if (credentials.Secret is null)
        {
            return errors.WriteAsync(context, EntraError.NoSecret);
        }

        if (!client.Secret.Matches(credentials.Secret))
        {
            return errors.WriteAsync(context, EntraError.WrongSecret);
        }

        if (!scope.EndsWith(DefaultScope, StringComparison.Ordinal) || scope.Contains(' ', StringComparison.Ordinal))
        {
            return errors.WriteAsync(context, EntraError.NotDefaultScope);
        }

        var resource = scope[..^DefaultScope.Length];
        if (!client.Resources.TryGetValue(resource, out var roles))
        {
            return errors.WriteAsync(context, EntraError.UnknownResource);
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
}
