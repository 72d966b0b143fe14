using MeshFunctions.Identity.Vouched;

namespace MeshFunctions.Trust;

/// <summary>A family of identity headers that a hop writes.</summary>
public enum IdentitySource
{
    /// <summary><c>X-Client-Verify</c> and <c>X-Client-Cert</c>: the client certificate that Nginx verified, as URL-escaped PEM.</summary>
    NginxCertificate,

    /// <summary><c>x-forwarded-client-cert</c> of Envoy, Istio and Consul.</summary>
    Xfcc,

    /// <summary><c>l5d-client-id</c>: the TLS identity of Linkerd's client.</summary>
    Linkerd,

    /// <summary><c>dapr-caller-app-id</c> and <c>dapr-caller-namespace</c>, both.</summary>
    Dapr,

    /// <summary><c>Client-Cert</c> (RFC 9440 §2.2), with <c>Client-Cert-Chain</c> (§2.3) or without.</summary>
    ClientCert,

    /// <summary><c>X-ARR-ClientCert</c> of App Service as the client's identity, its chain checked here against <see cref="HopOptions.ClientBundleFile"/>.</summary>
    AppServiceCertificate,

    /// <summary><c>X-MS-CLIENT-PRINCIPAL</c> and <c>X-MS-CLIENT-PRINCIPAL-ID</c>: the user whom App Service Authentication signed in. Claims about a user, no peer.</summary>
    EasyAuth,

    /// <summary>The payload of a JWT that the hop validated (Envoy's <c>forward_payload_header</c>), in the header <see cref="HopOptions.JwtPayloadHeader"/>. Claims about a user, no peer.</summary>
    JwtPayload,

    /// <summary>One claim a header, as API Management sets them, in <see cref="HopOptions.ClaimHeaders"/>. Claims about a user, no peer.</summary>
    ClaimHeaders,

    /// <summary>What the sources of the app's own in <see cref="HopOptions.Sources"/> read. Claims about a user, no peer.</summary>
    Custom,

    /// <summary><c>Txn-Token</c>: the transaction token of the chain of calls, which is validated here all the same. Neither a peer nor claims about a user.</summary>
    TransactionToken,
}
