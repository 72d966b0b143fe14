using MeshFunctions.Validation;

namespace MeshFunctions.Authorization;

/// <summary>Section <c>MeshFunctions:Access</c>.</summary>
public sealed class AccessOptions
{
    /// <summary>What becomes of an HTTP function that declares nothing. Default <see cref="AccessDefault.Deny"/>.</summary>
    [NamedValue]
    public AccessDefault Default { get; set; } = AccessDefault.Deny;
}
