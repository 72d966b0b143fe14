using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LocalCloud.Configuration;
using LocalCloud.Hosting;
using LocalCloud.Tokens;

namespace LocalCloud.Identity;

/// <summary>The managed-identity endpoint of App Service and Functions, version 2019-08-01.</summary>
internal sealed class ManagedIdentityEndpoint(CloudConfig config, CloudAddress address, TokenMint mint)
{
    private const string NoIdentity = "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.";

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/msi/token", TokenAsync);

    private Task TokenAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (Identity(context.Request.Headers["X-IDENTITY-HEADER"]) is not { } identity)
        {
            return ErrorAsync(context, StatusCodes.Status401Unauthorized, "The X-IDENTITY-HEADER header is missing or wrong.");
        }

        if (!string.Equals(query["api-version"], "2019-08-01", StringComparison.Ordinal))
        {
            return ErrorAsync(context, StatusCodes.Status400BadRequest, "The api-version is not one of: 2019-08-01.");
        }

        if (query["resource"] is not [{ Length: > 0 } resource])
        {
            return ErrorAsync(context, StatusCodes.Status400BadRequest, "The resource parameter must be given once.");
        }

        var resourceId = address.ResourceId(identity.Key);
        if (!IdentityParameters.Select(query, identity.Value, resourceId))
        {
            return ErrorAsync(context, StatusCodes.Status400BadRequest, NoIdentity);
        }

        if (!identity.Value.Resources.TryGetValue(resource, out var roles))
        {
            return ErrorAsync(
                context,
                StatusCodes.Status400BadRequest,
                $"AADSTS500011: The resource principal named {resource} was not found in the tenant named {address.Tenant}.");
        }

        var issued = mint.Mint(new TokenSpec
        {
            Issuer = CloudIssuer.Entra,
            Subject = identity.Value.ObjectId.ToString("D", CultureInfo.InvariantCulture),
            ClientId = identity.Value.ClientId.ToString("D", CultureInfo.InvariantCulture),
            Audience = resource,
            Roles = roles,
            Lifetime = TimeSpan.FromSeconds(context.Features.Get<EndpointFault>() is { Expired: true } ? -60 : config.TokenLifetimeSeconds),
            Claims = new JsonObject { ["azpacr"] = "2", ["xms_mirid"] = resourceId },
        });
        return Answer.SecretJsonAsync(context, new JsonObject
        {
            ["access_token"] = issued.Value,
            ["expires_on"] = issued.ExpiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["resource"] = resource,
            ["token_type"] = "Bearer",
            ["client_id"] = identity.Value.ClientId.ToString("D", CultureInfo.InvariantCulture).ToUpperInvariant(),
        });
    }

    // Every identity is compared, so that the time tells nothing of which one was near.
    private KeyValuePair<string, IdentityConfig>? Identity(Microsoft.Extensions.Primitives.StringValues header)
    {
        KeyValuePair<string, IdentityConfig>? found = null;
        foreach (var identity in config.Identities)
        {
            if (header.Count == 1 && identity.Value.Header.Matches(header[0]))
            {
                found = identity;
            }
        }

        return found;
    }

    private static Task ErrorAsync(HttpContext context, int status, string message) => Answer.JsonAsync(context, status, new JsonObject
    {
        ["statusCode"] = status,
        ["message"] = message,
        ["correlationId"] = new Guid(RandomNumberGenerator.GetBytes(16)).ToString("D", CultureInfo.InvariantCulture),
    });
}
