using System.Text.Json.Nodes;
using MeshFunctions.Identity.Peers;
using MeshFunctions.Tokens;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity;

/// <summary>
/// The peer and the caller of requests on a developer's machine. It looks at the environment itself, whatever was validated before: anywhere else there is neither, so that no
/// mistake elsewhere can bring them about (T82).
/// </summary>
internal sealed class DevelopmentIdentity
{
    private readonly ValidatedToken? _token;

    public DevelopmentIdentity(DevelopmentOptions options, HostEnvironment environment, TimeProvider time)
    {
        if (!environment.IsDevelopment)
        {
            return;
        }

        Peer = options.Peer is { } text && PeerName.TryParse(text, out var name) ? new PeerIdentity(name, IdentitySource.Custom, certificateSha256: null) : null;
        _token = options.Caller.Subject is { Length: > 0 } subject ? DevelopmentToken.Of(Payload(subject, options.Caller), time) : null;
    }

    /// <summary>The peer, where one is configured. No hop vouches for it.</summary>
    public PeerIdentity? Peer { get; }

    /// <summary>The caller, where one is configured; one for each request, because what is added to its principal must not stay.</summary>
    public CallerIdentity? Caller => _token is null ? null : new CallerIdentity(_token);

    private static string Payload(string subject, DevelopmentCallerOptions caller) => new JsonObject
    {
        ["sub"] = subject,
        ["roles"] = new JsonArray([.. caller.Roles.Select(static role => (JsonNode)JsonValue.Create(role)!)]),
        ["scope"] = string.Join(' ', caller.Scopes),
    }.ToJsonString();
}
