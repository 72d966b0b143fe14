namespace MeshFunctions.Authorization;

/// <summary>Which proofs of a hop the configuration demands of a function (<see cref="FunctionAccessOptions.TrustedHop"/>).</summary>
public enum TrustedHopKind
{
    /// <summary>Any proof, as <c>[RequireTrustedHop]</c> demands it.</summary>
    Any = 0,

    /// <summary>One that needs a key, as <c>[RequireTrustedHop(Cryptographic = true)]</c> demands it.</summary>
    Cryptographic = 1,
}
