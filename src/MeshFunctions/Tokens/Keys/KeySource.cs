using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens.Keys;

/// <summary>
/// Fetches an issuer's keys by discovery (OpenID Connect Discovery 1.0 §4): over HTTPS only, no redirect followed, size and time capped.
/// Every fetch makes its own connection: there are only a few in an hour, and the CA file and the DNS are then as they are now.
/// </summary>
internal sealed class KeySource(IssuerOptions options, KeySetReader reader, TimeProvider clock)
{
    /// <summary>The largest document, in bytes.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>How long one document may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan MinLifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MaxLifetime = TimeSpan.FromHours(1);

    private readonly string _issuer = options.Issuer;
    private readonly string? _caFile = options.CaFile;

    /// <summary>Never throws for what an issuer or the network may do.</summary>
    public async Task<KeyFetch> FetchAsync()
    {
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = Timeout,
        };
        try
        {
            handler.SslOptions.CertificateChainPolicy = _caFile is null ? null : TrustOnly(_caFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return KeyFetch.Failed(KeyFetchFailure.CaFileUnreadable, e);
        }

        using var client = new HttpClient(handler, disposeHandler: false) { Timeout = System.Threading.Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaxLength };
        var discovery = await GetAsync(client, new Uri($"{_issuer.TrimEnd('/')}/.well-known/openid-configuration")).ConfigureAwait(false);
        if (discovery.Failure != KeyFetchFailure.None)
        {
            return KeyFetch.Failed(discovery.Failure, discovery.Cause);
        }

        var failure = ReadDiscovery(discovery.Content, out var address);
        if (failure != KeyFetchFailure.None)
        {
            return KeyFetch.Failed(failure);
        }

        var document = await GetAsync(client, address!).ConfigureAwait(false);
        if (document.Failure != KeyFetchFailure.None)
        {
            return KeyFetch.Failed(document.Failure, document.Cause);
        }

        return reader.Read(document.Content) is { } keys
            ? KeyFetch.Fetched(keys, Clamp(document.MaxAge))
            : KeyFetch.Failed(KeyFetchFailure.NoUsableKeys);
    }

    private static TimeSpan Clamp(TimeSpan? maxAge)
    {
        var lifetime = maxAge ?? MaxLifetime;
        return lifetime < MinLifetime ? MinLifetime : lifetime > MaxLifetime ? MaxLifetime : lifetime;
    }

    private KeyFetchFailure ReadDiscovery(ReadOnlySpan<byte> document, out Uri? address)
    {
        address = null;
        if (!StrictJson.TryReadObject(document, out var root))
        {
            return KeyFetchFailure.DiscoveryMalformed;
        }

        var issuer = root["issuer"u8];
        var sameIssuer = issuer.IsString && string.Equals(issuer.GetString(), _issuer, StringComparison.Ordinal);
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

    private async Task<FetchedDocument> GetAsync(HttpClient client, Uri address)
    {
        using var timeout = new CancellationTokenSource(Timeout, clock);
        try
        {
            using var response = await client.GetAsync(address, HttpCompletionOption.ResponseContentRead, timeout.Token).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return Failed((int)response.StatusCode is >= 300 and < 400 ? KeyFetchFailure.Redirected : KeyFetchFailure.BadStatus);
            }

            var content = await response.Content.ReadAsByteArrayAsync(timeout.Token).ConfigureAwait(false);
            return new FetchedDocument(content, response.Headers.CacheControl?.MaxAge, KeyFetchFailure.None, null);
        }
        catch (HttpRequestException e)
        {
            return Failed(e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded ? KeyFetchFailure.TooLarge : KeyFetchFailure.Unreachable, e);
        }
        catch (IOException e)
        {
            return Failed(KeyFetchFailure.Unreachable, e);
        }
        catch (OperationCanceledException e)
        {
            return Failed(KeyFetchFailure.TimedOut, e);
        }
    }

    private static FetchedDocument Failed(KeyFetchFailure failure, Exception? cause = null) => new([], null, failure, cause);

    private static X509ChainPolicy TrustOnly(string caFile)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.ImportFromPemFile(caFile);
        return policy;
    }
}
