using Azure.Core;
using Azure.Identity;
using MeshFunctions.Credentials;
using MeshFunctions.Outbound;
using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Hosting.Readiness;

/// <summary>The access tokens that the app itself will need.</summary>
internal sealed class AccessTokensSource(MeshFunctionsOptions options, IServiceProvider services) : IReadySource
{
    // Clients of AddAccessToken() ask with every token that challenges are understood, which makes it another token.
    private readonly HashSet<string> _clients = new(
        options.Outbound.Values.Select(static client => client.Scope)
            .Concat(services.GetService<OutboundRegistrations>()?.Clients.Where(static client => client.AccessToken).Select(static client => client.Scope) ?? [])
            .OfType<string>(),
        StringComparer.Ordinal);

    public string Name => "access-tokens";

    public IReadOnlyList<string> Items => [.. options.WarmUp.Scopes.Concat(_clients).Distinct(StringComparer.Ordinal)];

    public async Task<bool> EnsureAsync(string item, CancellationToken cancellationToken)
    {
        try
        {
            if (_clients.Contains(item))
            {
                await FetchAsync(item, isCaeEnabled: true, cancellationToken).ConfigureAwait(false);
            }

            if (options.WarmUp.Scopes.Contains(item, StringComparer.Ordinal))
            {
                await FetchAsync(item, isCaeEnabled: false, cancellationToken).ConfigureAwait(false);
            }

            return true;
        }
        catch (AuthenticationFailedException)
        {
            return false;
        }
    }

    private async Task FetchAsync(string scope, bool isCaeEnabled, CancellationToken cancellationToken) => _ = await services.GetRequiredService<CachedTokenCredential>()
        .GetTokenAsync(new TokenRequestContext([scope], isCaeEnabled: isCaeEnabled), cancellationToken).ConfigureAwait(false);
}
