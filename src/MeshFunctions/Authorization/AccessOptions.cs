using MeshFunctions.Validation;

namespace MeshFunctions.Authorization;

/// <summary>Section <c>MeshFunctions:Access</c>.</summary>
public sealed class AccessOptions
{
    /// <summary>What becomes of an HTTP function that declares nothing. Default <see cref="AccessDefault.Deny"/>.</summary>
    [NamedValue]
    public AccessDefault Default { get; set; } = AccessDefault.Deny;

    /// <summary>
    /// Address of the API's own metadata (RFC 9728), https, which challenges name as <c>resource_metadata</c> so that clients find the authorization server. Default: null, none. MeshFunctions does not
    /// serve it.
    /// </summary>
    public Uri? ResourceMetadata { get; set; }

    /// <summary>What functions must ask beside what their code declares, by patterns of their names. Default: nothing.</summary>
    public IDictionary<string, FunctionAccessOptions> Functions { get; } = new Dictionary<string, FunctionAccessOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Policies in shadow mode, by their names. Default: none.</summary>
    public IDictionary<string, ShadowOptions> Shadow { get; } = new Dictionary<string, ShadowOptions>(StringComparer.OrdinalIgnoreCase);
}
