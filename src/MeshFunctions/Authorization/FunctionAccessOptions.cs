using MeshFunctions.Identity;

namespace MeshFunctions.Authorization;

/// <summary>
/// Section <c>MeshFunctions:Access:Functions:{pattern}</c>: what the functions of that name must ask beside what their code declares. It only tightens: all entries that match a
/// function hold together with its attributes, <c>[AllowAnonymous]</c> lifts none of it, and a function that declares nothing stays denied.
/// </summary>
public sealed class FunctionAccessOptions
{
    /// <summary>
    /// The functions' names, <c>*</c> standing for any letters; case does not count. Default: null, the section's own name. For where a name of a setting can have no <c>*</c>.
    /// A pattern that fits no HTTP function fails start-up.
    /// </summary>
    public string? Pattern { get; set; }

    /// <summary>A policy of <c>AuthorizationOptions</c> that must hold. Default: null, none. One that does not exist fails start-up.</summary>
    public string? Policy { get; set; }

    /// <summary>Roles of which the caller must have one; ordinal. Default: none demanded.</summary>
    public IList<string> Roles { get; } = [];

    /// <summary>Scopes of which a person's token, or app roles of which a program's, must have one; ordinal (<see cref="RequireScopeOrAppRoleAttribute"/>). Default: none demanded.</summary>
    public IList<string> ScopesOrAppRoles { get; } = [];

    /// <summary>Workloads of which the peer must be one: whole names as <see cref="PeerIdentity.Name"/> has them; ordinal. Default: none demanded.</summary>
    public IList<string> Peers { get; } = [];

    /// <summary>The proof with which the request must have come through a hop. Default: null, none demanded.</summary>
    public TrustedHopKind? TrustedHop { get; set; }
}
