namespace MeshFunctions.Credentials;

/// <summary>Fetches the secrets that the app names at start, before anybody asks for them.</summary>
internal static class SecretPrefetch
{
    /// <summary>Fetches all at the same time; the names of those that could not be had, which the log explains.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(SecretLeases leases, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var missing = await Task.WhenAll(names.Select(async name =>
        {
            try
            {
                await leases.GetAsync(name, cancellationToken).ConfigureAwait(false);
                return null;
            }
            catch (LeaseUnavailableException)
            {
                return name;
            }
        })).ConfigureAwait(false);
        return [.. missing.OfType<string>()];
    }
}
