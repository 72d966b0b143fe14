using System.Security.Cryptography;

namespace MeshFunctions.Credentials.Leases;

/// <summary>Spreads what many instances would otherwise do at the same time.</summary>
internal static class LeaseJitter
{
    private const int Steps = 1 << 20;

    /// <summary>None: what is due at a time is due at that time.</summary>
    public static double None() => 0;

    /// <summary>At random, from 0 to less than 1.</summary>
    public static double Random() => RandomNumberGenerator.GetInt32(Steps) / (double)Steps;
}
