namespace MeshFunctions.Identity;

/// <summary>Section <c>MeshFunctions:Development:Caller</c>: a person, by a token that nobody issued.</summary>
public sealed class DevelopmentCallerOptions
{
    /// <summary>For whom it speaks. Default: null, no caller.</summary>
    public string? Subject { get; set; }

    /// <summary>The caller's roles. Default: none.</summary>
    public IList<string> Roles { get; } = [];

    /// <summary>The caller's scopes. Default: none.</summary>
    public IList<string> Scopes { get; } = [];

    internal bool IsSet => Subject is not null || Roles.Count > 0 || Scopes.Count > 0;
}
