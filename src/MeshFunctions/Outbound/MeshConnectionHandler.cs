using System.Net;
using System.Runtime.ExceptionServices;

namespace MeshFunctions.Outbound;

/// <summary>
/// Lets no request of a client that shows its certificate pass in the clear, to a host that is not listed, nor while there is none to show, and keeps all of them on connections that
/// <see cref="PeerConnector"/> makes: QUIC would go past it. What that connector refuses comes out under its own name.
/// </summary>
internal sealed class MeshConnectionHandler(string client, HostList hosts, WorkloadCertificates certificates) : DelegatingHandler
{
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Check(request);
        try
        {
            return base.Send(request, cancellationToken);
        }
        catch (HttpRequestException failure) when (IsRefusal(failure.InnerException))
        {
            ExceptionDispatchInfo.Throw(failure.InnerException!);
            throw;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Check(request);
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException failure) when (IsRefusal(failure.InnerException))
        {
            ExceptionDispatchInfo.Throw(failure.InnerException!);
            throw;
        }
    }

    private static bool IsRefusal(Exception? cause) => cause is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError };

    private void Check(HttpRequestMessage request)
    {
        if (!string.Equals(request.RequestUri?.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal))
        {
            throw new HttpRequestException(
                HttpRequestError.SecureConnectionError,
                $"The client '{client}' uses AddMeshCertificate(), so its requests must be https; this one was not sent.");
        }

        // TLS shows the certificate before the server's id is judged by more than its own word: strangers are not even called.
        if (!hosts.Contains(request.RequestUri))
        {
            throw new MeshPeerRefusedException(
                $"The client '{client}' shows its certificate to the hosts in MeshFunctions:Outbound:{client}:Hosts only; '{request.RequestUri!.Authority}' is not among them. The request was not sent.");
        }

        StayOnTcp(request);
        if (!certificates.TryGet(out _, out var why))
        {
            throw new MeshCertificateUnavailableException($"The client '{client}' uses AddMeshCertificate(), but there is nothing to show. {why} The request was not sent.");
        }
    }

    private void StayOnTcp(HttpRequestMessage request)
    {
        var isHigh = request.Version.Major > HttpVersion.Version20.Major;
        if (isHigh && request.VersionPolicy != HttpVersionPolicy.RequestVersionOrLower)
        {
            throw new HttpRequestException(
                HttpRequestError.VersionNegotiationError, $"The client '{client}' uses AddMeshCertificate(), which HTTP/3 does not have; the request was not sent.");
        }

        if (isHigh)
        {
            request.Version = HttpVersion.Version20;
        }
        else if (request.VersionPolicy == HttpVersionPolicy.RequestVersionOrHigher)
        {
            request.VersionPolicy = request.Version == HttpVersion.Version20 ? HttpVersionPolicy.RequestVersionExact : HttpVersionPolicy.RequestVersionOrLower;
            request.Version = HttpVersion.Version20;
        }
    }
}
