using System.Runtime.InteropServices;

namespace MeshFunctions.Trust.Assertions;

/// <summary>What is to be said of an assertion without asking whether it was seen before.</summary>
/// <param name="Refusal">Why it does not hold; null where it does.</param>
/// <param name="Proven">The hop that it proves.</param>
/// <param name="ReplayKey">What it is remembered by; null where the hop's assertions may be used again.</param>
/// <param name="Issued">When the hop says that it made it.</param>
/// <param name="Expires">From when on it is refused by itself.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AssertionFinding(UnprovenReason? Refusal, HopTrustResult? Proven, string? ReplayKey, DateTimeOffset Issued, DateTimeOffset Expires)
{
    public static AssertionFinding Against(UnprovenReason reason) => new(reason, null, null, default, default);
}
