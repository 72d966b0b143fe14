using System.Diagnostics;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

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
            return "trusts whatever server answers, even one without a certificate or with one of its own making, and the client carries a token";
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
        if (primary.SslOptions.CertificateChainPolicy is { VerificationFlags: not X509VerificationFlags.NoFlag })
        {
            return true;
        }

        if (primary.SslOptions.RemoteCertificateValidationCallback is not { } callback)
        {
            return false;
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var stranger = new CertificateRequest("CN=nobody.invalid", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1000));
        using var chain = new X509Chain { ChainPolicy = { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true } };
        chain.Build(stranger);
        return Trusts(callback, primary, null, null, SslPolicyErrors.RemoteCertificateNotAvailable)
            || Trusts(callback, primary, stranger, chain, SslPolicyErrors.RemoteCertificateChainErrors)
            || Trusts(callback, primary, stranger, chain, SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch)
            || (!HasOwnRoots(primary) && Trusts(callback, primary, stranger, chain, SslPolicyErrors.RemoteCertificateNameMismatch));
    }

    // Under roots of one's own the name may be another; under those that all the world uses, it is all that tells a server from a stranger's.
    private static bool HasOwnRoots(SocketsHttpHandler primary) => primary.SslOptions.CertificateChainPolicy is { TrustMode: X509ChainTrustMode.CustomRootTrust };

    private static bool Trusts(RemoteCertificateValidationCallback callback, object sender, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        try
        {
            return callback(sender, certificate, chain, errors);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // It looks for something that this certificate does not have.
            return false;
        }
    }
}
