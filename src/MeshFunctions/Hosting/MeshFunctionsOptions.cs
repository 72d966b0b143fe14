using MeshFunctions.Authorization;
using MeshFunctions.Credentials;
using MeshFunctions.Hosting.Readiness;
using MeshFunctions.Identity;
using MeshFunctions.Outbound;
using MeshFunctions.Tokens;
using MeshFunctions.Tracing;
using MeshFunctions.Trust;

namespace MeshFunctions.Hosting;

/// <summary>The section <c>MeshFunctions</c>. Every mistake in it fails start-up, in one message that lists them all.</summary>
public sealed class MeshFunctionsOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string SectionName = "MeshFunctions";

    /// <summary>The hops that may vouch for peers, by name. Default: none, so every request is unproven.</summary>
    public IDictionary<string, HopOptions> Hops { get; } = new Dictionary<string, HopOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The SPIFFE trust domains whose workloads may be peers, such as <c>mesh.local</c>. Default: none.</summary>
    public IList<string> TrustDomains { get; } = [];

    /// <summary>Whose tokens are accepted.</summary>
    public TokensOptions Tokens { get; } = new();

    /// <summary>How incoming trace context is treated.</summary>
    public TracingOptions Tracing { get; } = new();

    /// <summary>The Key Vault that holds hop keys and secrets.</summary>
    public VaultOptions Vault { get; } = new();

    /// <summary>Which Azure credential the app itself uses.</summary>
    public CredentialsOptions Credentials { get; } = new();

    /// <summary>This workload's certificate, and the mesh's bundle, for outbound mutual TLS.</summary>
    public MeshCertificateOptions Mesh { get; } = new();

    /// <summary>Settings of named HTTP clients, by client name.</summary>
    public IDictionary<string, OutboundClientOptions> Outbound { get; } = new Dictionary<string, OutboundClientOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What happens to exceptions.</summary>
    public ErrorBoundaryOptions ErrorBoundary { get; } = new();

    /// <summary>What happens to functions that declare no access, and what functions must ask beside what they declare.</summary>
    public AccessOptions Access { get; } = new();

    /// <summary>What is fetched before the first request needs it.</summary>
    public WarmUpOptions WarmUp { get; } = new();

    /// <summary>Who requests are of on a developer's machine. Default: nobody.</summary>
    public DevelopmentOptions Development { get; } = new();

    /// <summary>What was wrong with the section's text; kept for the validator so that all mistakes are told at once.</summary>
    internal IList<string> SectionErrors { get; } = [];
}
