using System.Text.Json.Nodes;
using LocalCloud.Hosting;
using LocalCloud.Vault;

namespace LocalCloud.Admin;

/// <summary>Changes the vault's contents.</summary>
internal sealed class SecretEndpoints(SecretStore secrets, TimeProvider timeProvider)
{
    private const long MaximumSeconds = 10L * 366 * 86400;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/admin/secrets/{name}", AddAsync);
        routes.MapPatch("/admin/secrets/{name}/{version}", ChangeAsync);
        routes.MapDelete("/admin/secrets/{name}", RemoveAsync);
    }

    public static JsonObject Describe(SecretVersion version)
    {
        var description = new JsonObject
        {
            ["version"] = version.Id,
            ["enabled"] = version.Enabled,
            ["created"] = version.Created,
            ["updated"] = version.Updated,
        };
        if (version.NotBefore is { } start)
        {
            description["nbf"] = start;
        }

        if (version.Expires is { } end)
        {
            description["exp"] = end;
        }

        return description;
    }

    private async Task AddAsync(HttpContext context)
    {
        var name = (string)context.GetRouteValue("name")!;
        var (request, fault) = await AdminBody.ReadAsync<SecretRequest>(context);
        if (request is null || !SecretName.IsValid(name) || !IsTime(request.StartsInSeconds) || !IsTime(request.ExpiresInSeconds))
        {
            await ErrorAsync(context, fault ?? "a name is 1 to 127 letters, digits and hyphens; times are ten years from now at most, either way");
            return;
        }

        var version = secrets.Add(name, request.Value, request.Enabled, At(request.StartsInSeconds), At(request.ExpiresInSeconds));
        await Answer.JsonAsync(context, StatusCodes.Status201Created, Describe(version));
    }

    private async Task ChangeAsync(HttpContext context)
    {
        var (request, fault) = await AdminBody.ReadAsync<SecretChange>(context);
        if (request is null || (request.Enabled is null && request.ExpiresInSeconds is null) || !IsTime(request.ExpiresInSeconds))
        {
            await ErrorAsync(context, fault ?? "enabled or expiresInSeconds must be given");
            return;
        }

        var name = (string)context.GetRouteValue("name")!;
        var version = (string)context.GetRouteValue("version")!;
        var found = request.Enabled is not { } enabled || secrets.SetEnabled(name, version, enabled);
        found = found && (request.ExpiresInSeconds is null || secrets.SetExpiry(name, version, At(request.ExpiresInSeconds)));
        if (!found)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await Answer.JsonAsync(context, StatusCodes.Status200OK, Describe(secrets.Find(name, version)!));
    }

    private Task RemoveAsync(HttpContext context)
    {
        context.Response.StatusCode = secrets.Remove((string)context.GetRouteValue("name")!) ? StatusCodes.Status204NoContent : StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private DateTimeOffset? At(long? seconds) => seconds is { } some ? timeProvider.GetUtcNow().AddSeconds(some) : null;

    private static bool IsTime(long? seconds) => seconds is null or (>= -MaximumSeconds and <= MaximumSeconds);

    private static Task ErrorAsync(HttpContext context, string error) =>
        Answer.JsonAsync(context, StatusCodes.Status400BadRequest, new JsonObject { ["error"] = error });
}
