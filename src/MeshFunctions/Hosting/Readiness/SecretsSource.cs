using MeshFunctions.Credentials;
using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Hosting.Readiness;

/// <summary>The secrets that hops prove themselves by, and those that the app names.</summary>
internal sealed class SecretsSource(MeshFunctionsOptions options, IServiceProvider services) : IReadySource
{
    public string Name => "secrets";

    public IReadOnlyList<string> Items { get; } = options.Vault.Uri is null
        ? []
        : [.. options.Hops.Values.Select(static hop => hop.KeySecret).OfType<string>().Concat(options.Vault.Prefetch).Distinct(StringComparer.OrdinalIgnoreCase)];

    public async Task<bool> EnsureAsync(string item, CancellationToken cancellationToken)
    {
        try
        {
            _ = await services.GetRequiredService<SecretLeases>().GetAsync(item, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (LeaseUnavailableException)
        {
            return false;
        }
    }
}
