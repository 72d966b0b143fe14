using LocalCloud.Configuration;

namespace LocalCloud.Admin;

/// <summary>Hides <c>/admin</c> from everybody without the key: the same bare 404 as for a path that does not exist.</summary>
internal sealed class AdminGate(CloudConfig config)
{
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var key = context.Request.Headers["X-Cloud-Admin"];
        if (!context.Request.Path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase) ||
            (key.Count == 1 && config.AdminKey.Matches(key[0])))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
