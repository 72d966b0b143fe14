using Azure.Core;
using Azure.Identity;
using MeshFunctions.Credentials;
using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Hosting.Readiness;

/// <summary>The access tokens that the app itself will need.</summary>
internal sealed class AccessTokensSource(MeshFunctionsOptions options, IServiceProvider services) : IReadySource
{
    public string Name => "access-tokens";

    public IReadOnlyList<string> Items { get; } =
        [.. options.WarmUp.Scopes.Concat(options.Outbound.Values.Select(static client => client.Scope).OfType<string>()).Distinct(StringComparer.Ordinal)];

    public async Task<bool> EnsureAsync(string item, CancellationToken cancellationToken)
    {
        try
        {
            _ = await services.GetRequiredService<CachedTokenCredential>().GetTokenAsync(new TokenRequestContext([item]), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (AuthenticationFailedException)
        {
            return false;
        }
    }
}
