using MeshFunctions.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity.Vouched;

/// <summary>One source of vouched claims of one hop.</summary>
internal interface IVouchedSource
{
    /// <summary>The header to name where the whole is too large.</summary>
    string HeaderName { get; }

    /// <summary>Reads what the hop says; never throws.</summary>
    VouchedReading Read(RequestHeaders headers, HopTrust.Proven hop);
}
