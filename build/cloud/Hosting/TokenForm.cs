namespace LocalCloud.Hosting;

/// <summary>The form of a token request.</summary>
internal static class TokenForm
{
    /// <returns>Null if the body is no form.</returns>
    public static async Task<IFormCollection?> ReadAsync(HttpContext context)
    {
        var mediaType = context.Request.ContentType?.Split(';')[0].Trim();
        if (!string.Equals(mediaType, "application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            return await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
