using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MeshFunctions.Headers;

namespace MeshFunctions.Tokens.Keys.Sources;

/// <summary>
/// Fetches documents of an issuer: over HTTPS only, no redirect followed, size and time capped. Every fetch makes its own connection: there are only a few
/// in an hour, and the CA file, the token and the DNS are then as they are now.
/// </summary>
internal abstract class HttpsKeySource(IssuerOptions options, Uri authority, KeySetReader reader, TimeProvider clock) : IKeySource
{
    /// <summary>The largest document, in bytes.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>How long one document may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan MinLifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MaxLifetime = TimeSpan.FromHours(1);

    private readonly string? _caFile = options.CaFile;
    private readonly string? _tokenFile = options.KeysTokenFile;

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
        return await FetchAsync(client).ConfigureAwait(false);
    }

    protected abstract Task<KeyFetch> FetchAsync(HttpClient client);

    /// <summary>Fetches the key set itself.</summary>
    protected async Task<KeyFetch> FetchKeysAsync(HttpClient client, Uri address)
    {
        var document = await GetAsync(client, address).ConfigureAwait(false);
        if (document.Failure != KeyFetchFailure.None)
        {
            return KeyFetch.Failed(document.Failure, document.Cause);
        }

        return reader.Read(document.Content) is { } keys
            ? KeyFetch.Fetched(keys, Clamp(document.MaxAge))
            : KeyFetch.Failed(KeyFetchFailure.NoUsableKeys);
    }

    protected async Task<FetchedDocument> GetAsync(HttpClient client, Uri address)
    {
        using var timeout = new CancellationTokenSource(Timeout, clock);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);

        // The token of this application goes to the issuer that it is for, and not where a document of it points.
        if (_tokenFile is not null && HttpsOrigin.IsSame(authority, address))
        {
            if (await ReadTokenAsync(_tokenFile, timeout.Token).ConfigureAwait(false) is not { } token)
            {
                return Failed(KeyFetchFailure.TokenFileUnreadable);
            }

            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, timeout.Token).ConfigureAwait(false);
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

    private static async Task<string?> ReadTokenAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            var token = (await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false)).Trim();
            return token.Length > 0 && !token.AsSpan().ContainsAnyExceptInRange('!', '~') ? token : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or OperationCanceledException)
        {
            return null;
        }
    }

    private static TimeSpan Clamp(TimeSpan? maxAge)
    {
        var lifetime = maxAge ?? MaxLifetime;
        return lifetime < MinLifetime ? MinLifetime : lifetime > MaxLifetime ? MaxLifetime : lifetime;
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
