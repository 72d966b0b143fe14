namespace MeshFunctions.Tokens;

/// <summary>What sort of principal a token speaks for.</summary>
public enum SubjectKind
{
    /// <summary>The issuer's tokens do not say.</summary>
    Unknown = 0,

    /// <summary>A person, or somebody acting for one.</summary>
    User = 1,

    /// <summary>A program by itself: an application, a managed identity, a service account, a SPIFFE workload.</summary>
    Workload = 2,
}
