using MeshFunctions.Headers;

namespace MeshFunctions.Identity.Peers;

/// <summary>What the identity headers of a request came to.</summary>
/// <param name="Peer">The workload; null where no proven hop named one validly.</param>
/// <param name="Fault">Set where the proven hop's headers are repeated: the request is refused, and there is no peer.</param>
internal readonly record struct PeerResult(PeerIdentity? Peer, HeaderFault? Fault);
