using MeshFunctions.Validation;

namespace MeshFunctions.Hosting.Readiness;

/// <summary>What is fetched before the first request needs it: section <c>MeshFunctions:WarmUp</c>.</summary>
/// <remarks>
/// The keys of all issuers of <c>MeshFunctions:Tokens</c>, the secrets of the hops and of <c>MeshFunctions:Vault:Prefetch</c>, access tokens for <see cref="Scopes"/> and for the scopes of the clients in
/// <c>MeshFunctions:Outbound</c>, and the certificate of <c>MeshFunctions:Mesh</c>. It runs beside the start and holds nothing up; what fails is logged, and fetched again by whoever needs it first.
/// </remarks>
public sealed class WarmUpOptions
{
    private const string None = "00:00:00";
    private const string Longest = "00:05:00";

    /// <summary>How long it may take: 0 to 5 min, 10 s by default. Zero: nothing is fetched before it is needed.</summary>
    [DurationRange(None, Longest)]
    public TimeSpan Budget { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Scopes of access tokens that the app itself will need, such as <c>https://ossrdbms-aad.database.windows.net/.default</c>. Default: none.</summary>
    public IList<string> Scopes { get; } = [];
}
