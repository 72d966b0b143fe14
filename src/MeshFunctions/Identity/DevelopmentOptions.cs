namespace MeshFunctions.Identity;

/// <summary>
/// Section <c>MeshFunctions:Development</c>: who every request is of on a developer's machine, where nothing of it says anything else. Only where <c>AZURE_FUNCTIONS_ENVIRONMENT</c> is
/// <c>Development</c> and none of <c>WEBSITE_INSTANCE_ID</c>, <c>KUBERNETES_SERVICE_HOST</c> and <c>CONTAINER_APP_NAME</c> is set; anywhere else it fails start-up.
/// </summary>
public sealed class DevelopmentOptions
{
    /// <summary>The peer's whole name, as <see cref="PeerIdentity.Name"/> has it, of a configured trust domain. Default: null, none. It proves no hop: <c>[RequireTrustedHop]</c> is not met by it.</summary>
    public string? Peer { get; set; }

    /// <summary>The caller.</summary>
    public DevelopmentCallerOptions Caller { get; } = new();

    internal bool IsSet => Peer is not null || Caller.IsSet;
}
