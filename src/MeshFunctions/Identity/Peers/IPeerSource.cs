using MeshFunctions.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity.Peers;

/// <summary>Reads the peer from one family of headers.</summary>
internal interface IPeerSource
{
    /// <summary>What the family of <paramref name="hop"/>, which sets it, says. Never throws for what a request holds, and counts nothing.</summary>
    PeerReading Read(RequestHeaders headers, HopTrust.Proven hop);
}
