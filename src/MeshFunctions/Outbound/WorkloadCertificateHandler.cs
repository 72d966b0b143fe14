using System.Net.Security;

namespace MeshFunctions.Outbound;

/// <summary>
/// Puts the workload's certificate on a client's primary handler, and lets no request pass before: its files may come after the app has started. Until the first
/// request has passed, the primary handler has sent nothing, so that its TLS settings can still be made.
/// </summary>
internal sealed class WorkloadCertificateHandler(string client, SslClientAuthenticationOptions tls, WorkloadCertificates certificates) : DelegatingHandler
{
    private readonly Lock _gate = new();
    private volatile bool _ready;

    /// <summary>False where a file is missing.</summary>
    /// <exception cref="InvalidOperationException">The files are there and cannot be used.</exception>
    public bool TryPrepare()
    {
        lock (_gate)
        {
            if (!_ready && certificates.TryRead(out var own))
            {
                tls.ClientCertificateContext = own.Leaf;
                tls.CertificateChainPolicy = own.TrustPolicy();
                _ready = true;
            }

            return _ready;
        }
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Prepare();
        return base.Send(request, cancellationToken);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Prepare();
        return base.SendAsync(request, cancellationToken);
    }

    private void Prepare()
    {
        if (_ready)
        {
            return;
        }

        try
        {
            if (!TryPrepare())
            {
                throw new MeshCertificateUnavailableException(
                    $"The client '{client}' uses AddMeshCertificate(), but these files of MeshFunctions:Mesh are missing: {string.Join(", ", certificates.Missing())}. The request was not sent.");
            }
        }
        catch (InvalidOperationException unusable)
        {
            throw new MeshCertificateUnavailableException(
                $"The client '{client}' uses AddMeshCertificate(), but {unusable.Message} The request was not sent.", unusable);
        }
    }
}
