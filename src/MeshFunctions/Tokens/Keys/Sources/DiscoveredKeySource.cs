using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens.Keys.Sources;

/// <summary>Keys at the address that the issuer's discovery document names (OpenID Connect Discovery 1.0 §4).</summary>
internal sealed class DiscoveredKeySource(IssuerOptions options, string issuer, KeySetReader reader, TimeProvider clock)
    : HttpsKeySource(options, new Uri(issuer), reader, clock)
{
    private readonly Uri _discovery = new($"{issuer.TrimEnd('/')}/.well-known/openid-configuration");

    protected override async Task<KeyFetch> FetchAsync(HttpClient client)
    {
        var discovery = await GetAsync(client, _discovery).ConfigureAwait(false);
        if (discovery.Failure != KeyFetchFailure.None)
        {
            return KeyFetch.Failed(discovery.Failure, discovery.Cause);
        }

        var failure = Read(discovery.Content, out var address);
        return failure == KeyFetchFailure.None ? await FetchKeysAsync(client, address!).ConfigureAwait(false) : KeyFetch.Failed(failure);
    }

    private KeyFetchFailure Read(ReadOnlySpan<byte> document, out Uri? address)
    {
        address = null;
        if (!StrictJson.TryReadObject(document, out var root))
        {
            return KeyFetchFailure.DiscoveryMalformed;
        }

        var named = root["issuer"u8];
        var sameIssuer = named.IsString && string.Equals(named.GetString(), issuer, StringComparison.Ordinal);
        var keys = root["jwks_uri"u8];
        var absolute = keys.IsString && Uri.TryCreate(keys.GetString(), UriKind.Absolute, out address);
        root.Dispose();
        if (!sameIssuer)
        {
            return KeyFetchFailure.IssuerDiffers;
        }

        var allowed = absolute && string.Equals(address!.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal) && address.UserInfo.Length == 0;
        return allowed ? KeyFetchFailure.None : KeyFetchFailure.KeysAddressNotAllowed;
    }
}
