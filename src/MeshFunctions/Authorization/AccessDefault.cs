namespace MeshFunctions.Authorization;

/// <summary>What becomes of an HTTP function that declares neither <c>[Authorize]</c>, <c>[AllowAnonymous]</c> nor <c>[RequirePeer]</c>.</summary>
public enum AccessDefault
{
    /// <summary>Nobody may call it.</summary>
    Deny = 0,

    /// <summary>Everybody may call it.</summary>
    Allow = 1,
}
