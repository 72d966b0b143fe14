using System.Diagnostics;
using System.Net.Security;

namespace MeshFunctions.Outbound;

/// <summary>What a primary handler of one's own may not have.</summary>
internal static class PrimaryHandlerRules
{
    /// <summary>Which rule of the client the handler breaks by itself; null where none.</summary>
    public static string? Broken(SocketsHttpHandler primary, OutboundClient client, OutboundClientOptions options)
    {
        if (HasOwnPropagator(primary))
        {
            return "has an ActivityHeadersPropagator of its own, which would send trace and baggage to any host; leave it to AddMeshPropagation()";
        }

        if ((client.AccessToken || client.PassesTransaction(options)) && TrustsAnybody(primary))
        {
            return "trusts whatever server answers, even one without a certificate, and the client carries a token";
        }

        return client.Certificate ? BrokenBesideCertificate(primary) : null;
    }

    private static string? BrokenBesideCertificate(SocketsHttpHandler primary)
    {
        var tls = primary.SslOptions;
        if (tls.RemoteCertificateValidationCallback is not null || tls.CertificateChainPolicy is not null)
        {
            return "decides by itself which servers to trust; AddMeshCertificate() trusts the mesh bundle and the configured peer only";
        }

        if (tls.LocalCertificateSelectionCallback is not null || tls.ClientCertificateContext is not null || tls.ClientCertificates is { Count: > 0 })
        {
            return "has a client certificate of its own; AddMeshCertificate() shows the workload's";
        }

        return primary.Proxy is not null ? "has a proxy of its own; connections that AddMeshCertificate() makes go straight to the peer" : null;
    }

    // Those of the runtime are what a handler has unless told otherwise.
    private static bool HasOwnPropagator(SocketsHttpHandler primary) =>
        primary.ActivityHeadersPropagator is { } own and not MeshPropagator
        && own != DistributedContextPropagator.Current
        && own.GetType().Assembly != typeof(DistributedContextPropagator).Assembly;

    private static bool TrustsAnybody(SocketsHttpHandler primary)
    {
        try
        {
            return primary.SslOptions.RemoteCertificateValidationCallback?.Invoke(primary, null, null, SslPolicyErrors.RemoteCertificateNotAvailable) is true;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // It looks at the certificate: whatever it makes of one, it does not trust without.
            return false;
        }
    }
}
