namespace LocalCloud.Entra;

/// <summary>One answer of Entra's token endpoint to a bad request.</summary>
internal sealed record EntraError(int Status, string Error, int Code, string Message)
{
    public static readonly EntraError UnknownTenant =
        new(400, "invalid_request", 90002, "Tenant not found. Check to make sure you have the correct tenant ID.");

    public static readonly EntraError UnsupportedGrant =
        new(400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type.");

    public static readonly EntraError UnknownClient =
        new(400, "unauthorized_client", 700016, "Application was not found in the directory.");

    public static readonly EntraError NoSecret =
        new(401, "invalid_client", 7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");

    public static readonly EntraError WrongSecret = new(401, "invalid_client", 7000215, "Invalid client secret provided.");

    public static readonly EntraError NotDefaultScope = new(
        400, "invalid_scope", 1002012, "Client credential flows must have a scope value with /.default suffixed to the resource identifier.");

    public static readonly EntraError UnknownResource = new(400, "invalid_resource", 500011, "The resource principal was not found in the tenant.");

    public static EntraError Missing(string parameter) =>
        new(400, "invalid_request", 900144, $"The request body must contain the following parameter: '{parameter}'.");
}
