using System.Text.Json.Nodes;
using LocalCloud.Hosting;

namespace LocalCloud.Vault;

/// <summary>Errors in the shape of Key Vault.</summary>
internal static class VaultError
{
    public static Task WriteAsync(HttpContext context, int status, string code, string message, string? innerCode = null)
    {
        var error = new JsonObject { ["code"] = code, ["message"] = message };
        if (innerCode is not null)
        {
            error["innererror"] = new JsonObject { ["code"] = innerCode };
        }

        return Answer.JsonAsync(context, status, new JsonObject { ["error"] = error });
    }
}
