using MeshFunctions.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity.Peers;

/// <summary>
/// The peer from <c>dapr-caller-app-id</c> and <c>dapr-caller-namespace</c>, which the app's own sidecar takes from the caller's mutual TLS identity. Both or
/// none: an app id alone could be that of any namespace. They name no trust domain; Dapr's own control plane has one only.
/// </summary>
internal sealed class DaprPeer : IPeerSource
{
    public PeerReading Read(RequestHeaders headers, HopTrust.Proven hop)
    {
        var appId = headers.Identity(hop, MeshHeader.DaprCallerAppId);
        var space = headers.Identity(hop, MeshHeader.DaprCallerNamespace);
        if (string.IsNullOrEmpty(appId) && string.IsNullOrEmpty(space))
        {
            return PeerReading.Absent;
        }

        return DaprAppId.TryCreate(space, appId, out var id)
            ? PeerReading.Of(new PeerIdentity(PeerName.Of(id), IdentitySource.Dapr, certificateSha256: null))
            : PeerReading.Against(PeerRefusal.Malformed);
    }
}
