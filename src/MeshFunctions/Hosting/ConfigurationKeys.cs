using MeshFunctions.Authorization;
using MeshFunctions.Credentials;
using MeshFunctions.Tokens;
using MeshFunctions.Tracing;
using MeshFunctions.Trust;

namespace MeshFunctions.Hosting;

/// <summary>Every key that the section <c>MeshFunctions</c> may hold; a test compares it with the options and the README.</summary>
internal static class ConfigurationKeys
{
    public static IReadOnlyList<ConfigurationKey> All { get; } =
    [
        ConfigurationKey.Of<HopProof>("Hops:{name}:Proof"),
        ConfigurationKey.Of<IdentitySource>("Hops:{name}:Sets:{n}"),
        new("Hops:{name}:KeySecret", KeyKind.Text),
        new("Hops:{name}:XfccDepth", KeyKind.WholeNumber),
        new("Hops:{name}:XfccBy", KeyKind.Text),
        new("Hops:{name}:ClientBundleFile", KeyKind.Text),
        new("Hops:{name}:JwtPayloadHeader", KeyKind.Text),
        new("Hops:{name}:ClaimHeaders:{n}:Header", KeyKind.Text),
        new("Hops:{name}:ClaimHeaders:{n}:Claim", KeyKind.Text),
        new("Hops:{name}:ClaimHeaders:{n}:Separator", KeyKind.Text),
        new("Hops:{name}:Sources:{n}", KeyKind.Text),
        new("Hops:{name}:Issuer", KeyKind.Text),
        new("Hops:{name}:Audience", KeyKind.Text),
        new("Hops:{name}:KeysFile", KeyKind.Text),
        new("Hops:{name}:OneTime", KeyKind.Flag),
        ConfigurationKey.Of<HopKeyHeader>("Hops:{name}:KeyHeader"),
        new("Hops:{name}:BundleFile", KeyKind.Text),
        new("Hops:{name}:Allowed:{n}", KeyKind.Text),
        new("Hops:{name}:AppService", KeyKind.Flag),
        ConfigurationKey.Of<HopMesh>("Hops:{name}:Mesh"),
        new("TrustDomains:{n}", KeyKind.Text),
        new("Tokens:CachedTokens", KeyKind.WholeNumber),
        new("Tokens:Issuers:{name}:Issuer", KeyKind.Text),
        ConfigurationKey.Of<IssuerKind>("Tokens:Issuers:{name}:Kind"),
        new("Tokens:Issuers:{name}:Audiences:{n}", KeyKind.Text),
        new("Tokens:Issuers:{name}:Tenants:{n}", KeyKind.Text),
        new("Tokens:Issuers:{name}:TrustDomain", KeyKind.Text),
        new("Tokens:Issuers:{name}:KeysFile", KeyKind.Text),
        new("Tokens:Issuers:{name}:KeysAddress", KeyKind.Text),
        new("Tokens:Issuers:{name}:KeysTokenFile", KeyKind.Text),
        new("Tokens:Issuers:{name}:CaFile", KeyKind.Text),
        new("Tokens:Issuers:{name}:ClockSkew", KeyKind.Duration),
        new("Tokens:Issuers:{name}:ForcedRefreshInterval", KeyKind.Duration),
        new("Tokens:Issuers:{name}:AcceptUntyped", KeyKind.Flag),
        new("Tokens:Issuers:{name}:RoleClaims:{n}", KeyKind.Text),
        new("Tokens:Issuers:{name}:ScopeClaims:{n}", KeyKind.Text),
        new("Tokens:Issuers:{name}:GroupClaims:{n}", KeyKind.Text),
        new("Tracing:RestartUntrusted", KeyKind.Flag),
        ConfigurationKey.Of<TraceFormat>("Tracing:Formats:{n}"),
        ConfigurationKey.Of<TraceResponseHeader>("Tracing:Response:{n}"),
        new("Tracing:Baggage:{n}", KeyKind.Text),
        new("Vault:Uri", KeyKind.AbsoluteUri),
        new("Vault:RefreshInterval", KeyKind.Duration),
        new("Vault:DisableChallengeVerification", KeyKind.Flag),
        ConfigurationKey.Of<CredentialKind>("Credentials:Kind"),
        new("Credentials:ClientId", KeyKind.Text),
        new("Credentials:TenantId", KeyKind.Text),
        new("Mesh:CertificateFile", KeyKind.Text),
        new("Mesh:KeyFile", KeyKind.Text),
        new("Mesh:BundleFile", KeyKind.Text),
        new("Outbound:{client}:Hosts:{n}", KeyKind.Text),
        new("Outbound:{client}:Formats:{n}", KeyKind.OneOf, [.. TraceFormats.Outbound.Select(static format => format.ToString())]),
        new("Outbound:{client}:Baggage:{n}", KeyKind.Text),
        new("Outbound:{client}:Transaction", KeyKind.Flag),
        new("Outbound:{client}:Peer", KeyKind.Text),
        new("Outbound:{client}:Scope", KeyKind.Text),
        new("ErrorBoundary:Rethrow", KeyKind.Flag),
        ConfigurationKey.Of<AccessDefault>("Access:Default"),
        new("Access:Functions:{pattern}:Pattern", KeyKind.Text),
        new("Access:Functions:{pattern}:Policy", KeyKind.Text),
        new("Access:Functions:{pattern}:Roles:{n}", KeyKind.Text),
        new("Access:Functions:{pattern}:ScopesOrAppRoles:{n}", KeyKind.Text),
        new("Access:Functions:{pattern}:Peers:{n}", KeyKind.Text),
        ConfigurationKey.Of<TrustedHopKind>("Access:Functions:{pattern}:TrustedHop"),
    ];
}
