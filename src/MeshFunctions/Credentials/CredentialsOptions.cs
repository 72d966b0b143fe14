using MeshFunctions.Validation;

namespace MeshFunctions.Credentials;

/// <summary>The credential for the vault and for outbound access tokens: section <c>MeshFunctions:Credentials</c>.</summary>
public sealed class CredentialsOptions
{
    /// <summary>Which credential; the managed identity by default.</summary>
    [NamedValue]
    public CredentialKind Kind { get; set; } = CredentialKind.ManagedIdentity;

    /// <summary>
    /// A client id (a GUID): of a user-assigned managed identity, or of the application that trusts the workload. By default the
    /// system-assigned identity, or for <see cref="CredentialKind.WorkloadIdentity"/> the variable <c>AZURE_CLIENT_ID</c>. Not used by the other kinds.
    /// </summary>
    [ClientId]
    public string? ClientId { get; set; }

    /// <summary>
    /// The tenant (a GUID or a domain) for <see cref="CredentialKind.WorkloadIdentity"/>, by default the variable <c>AZURE_TENANT_ID</c>,
    /// and for <see cref="CredentialKind.AzureCli"/>, by default that of the signed-in account. Not used by the other kinds.
    /// </summary>
    [Tenant]
    public string? TenantId { get; set; }
}
