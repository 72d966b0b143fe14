using System.Globalization;
using System.Text.Json.Nodes;
using LocalCloud.Hosting;
using LocalCloud.Tokens;

namespace LocalCloud.Vault;

/// <summary>Key Vault secrets, data plane, reading only.</summary>
internal sealed class VaultEndpoints(SecretStore secrets, TokenCheck tokens, CloudAddress address)
{
    public const string Resource = "https://vault.azure.net";

    private const int MaximumPage = 25;

    private static readonly string[] ApiVersions =
        ["2016-10-01", "7.0", "7.1", "7.2", "7.3", "7.4", "7.5", "7.6-preview.2", "7.6", "2025-06-01-preview", "2025-07-01", "2026-04-01"];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/secrets/{name}/versions", VersionsAsync);
        routes.MapGet("/secrets/{name}/{version?}", SecretAsync);
    }

    private Task SecretAsync(HttpContext context)
    {
        if (!Admits(context, out var refusal))
        {
            return refusal;
        }

        var name = Route(context, "name")!;
        var version = Route(context, "version");
        return secrets.Find(name, version) switch
        {
            null => VaultError.WriteAsync(
                context, StatusCodes.Status404NotFound, "SecretNotFound", NotFound(version is null ? name : $"{name}/{version}")),
            { Enabled: false } => VaultError.WriteAsync(
                context, StatusCodes.Status403Forbidden, "Forbidden", "Operation get is not allowed on a disabled secret.", "SecretDisabled"),
            var found => Answer.SecretJsonAsync(context, Bundle(name, found, withValue: true)),
        };
    }

    // In the order of the ids, which is none of time: the service does the same.
    private Task VersionsAsync(HttpContext context)
    {
        if (!Admits(context, out var refusal))
        {
            return refusal;
        }

        var query = context.Request.Query;
        var size = MaximumPage;
        if (query.TryGetValue("maxresults", out var asked) &&
            (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out size) || size is < 1 or > MaximumPage))
        {
            return VaultError.WriteAsync(
                context, StatusCodes.Status400BadRequest, "BadParameter", $"maxresults must be between 1 and {MaximumPage}.");
        }

        var name = Route(context, "name")!;
        var after = query["$skiptoken"].ToString();
        var rest = secrets.Versions(name).OrderBy(static version => version.Id, StringComparer.Ordinal)
            .Where(version => string.CompareOrdinal(version.Id, after) > 0).ToList();
        var page = rest.Take(size).ToList();
        var answer = new JsonObject
        {
            ["value"] = new JsonArray([.. page.Select(version => Bundle(name, version, withValue: false))]),
            ["nextLink"] = rest.Count > size
                ? $"{address.Base}/secrets/{name}/versions?api-version={query["api-version"]}&$skiptoken={page[^1].Id}&maxresults={size}"
                : null,
        };
        return Answer.SecretJsonAsync(context, answer);
    }

    private JsonObject Bundle(string name, SecretVersion version, bool withValue)
    {
        var bundle = new JsonObject();
        if (withValue)
        {
            bundle["value"] = version.Value.Reveal();
        }

        bundle["id"] = $"{address.Base}/secrets/{name}/{version.Id}";
        var attributes = new JsonObject
        {
            ["enabled"] = version.Enabled,
            ["nbf"] = version.NotBefore,
            ["exp"] = version.Expires,
            ["created"] = version.Created,
            ["updated"] = version.Updated,
            ["recoveryLevel"] = "Recoverable+Purgeable",
            ["recoverableDays"] = 90,
        };
        foreach (var absent in (string[])[.. attributes.Where(static attribute => attribute.Value is null).Select(static attribute => attribute.Key)])
        {
            attributes.Remove(absent);
        }

        bundle["attributes"] = attributes;
        bundle["tags"] = new JsonObject();
        return bundle;
    }

    private bool Admits(HttpContext context, out Task refusal)
    {
        var fault = Authorization(context);
        if (fault is not null)
        {
            context.Response.Headers.WWWAuthenticate = $"Bearer authorization=\"{address.Base}/{address.Tenant}\", resource=\"{Resource}\"";
            refusal = VaultError.WriteAsync(context, StatusCodes.Status401Unauthorized, "Unauthorized", fault);
            return false;
        }

        fault = BadParameter(context);
        refusal = fault is null
            ? Task.CompletedTask
            : VaultError.WriteAsync(context, StatusCodes.Status400BadRequest, "BadParameter", fault);
        return fault is null;
    }

    private string? Authorization(HttpContext context)
    {
        var fields = context.Request.Headers.Authorization;
        const string Scheme = "Bearer ";
        return fields.Count == 1 && fields[0] is { } field && field.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? tokens.Fault(field[Scheme.Length..], Resource)
            : "AKV10000: Request is missing a Bearer or PoP token.";
    }

    private static string? BadParameter(HttpContext context)
    {
        var asked = context.Request.Query["api-version"];
        if (asked.Count == 0)
        {
            return "api-version must be specified";
        }

        if (asked.Count != 1 || !ApiVersions.Contains(asked[0], StringComparer.OrdinalIgnoreCase))
        {
            return $"The specified version is not recognized. Consider using the latest supported version ({ApiVersions[^1]}).";
        }

        var name = Route(context, "name")!;
        return SecretName.IsValid(name) ? VersionFault(Route(context, "version")) : $"The request URI contains an invalid name: {name}";
    }

    private static string? VersionFault(string? version) => version is null || (version.Length == 32 && version.All(char.IsAsciiHexDigit))
        ? null
        : "The request URI contains an invalid version.";

    private static string? Route(HttpContext context, string key) => context.GetRouteValue(key) as string;

    private static string NotFound(string id) =>
        $"A secret with (name/id) {id} was not found in this key vault. " +
        "If you recently deleted this secret you may be able to recover it using the correct recovery command.";
}
