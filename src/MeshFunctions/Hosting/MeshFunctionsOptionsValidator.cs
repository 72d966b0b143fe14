using MeshFunctions.Authorization;
using MeshFunctions.Credentials;
using MeshFunctions.Hosting.Readiness;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Transactions;
using MeshFunctions.Outbound;
using MeshFunctions.Tokens;
using MeshFunctions.Tracing;
using MeshFunctions.Trust;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Hosting;

/// <summary>Collects the mistakes of all stages, those of the section's text, and what the HTTP clients of the mesh lack, into one result.</summary>
internal sealed class MeshFunctionsOptionsValidator(OutboundRegistrations registrations, IEnumerable<IIdentitySource> sources, HostEnvironment environment, TimeProvider time)
    : IValidateOptions<MeshFunctionsOptions>
{
    private const string Root = MeshFunctionsOptions.SectionName;

    public ValidateOptionsResult Validate(string? name, MeshFunctionsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> errors = [.. options.SectionErrors];
        HopsValidator.Validate([.. options.Hops], environment, $"{Root}:Hops", errors);
        CustomHeadersValidator.Validate(options.Hops, $"{Root}:Hops", errors);
        IdentitySourcesValidator.Validate([.. sources], options.Hops, $"{Root}:Hops", errors);
        TrustDomainsValidator.Validate(options.TrustDomains, options.Hops.Values, $"{Root}:TrustDomains", errors);
        TokensOptionsValidator.Validate(options.Tokens, $"{Root}:Tokens", errors);
        TransactionSourcesValidator.Validate(options.Hops, options.Tokens, Root, errors);
        TracingOptionsValidator.Validate(options.Tracing, $"{Root}:Tracing", errors);
        BaggageNames.Validate(options.Tracing.Baggage, $"{Root}:Tracing:Baggage", errors);
        VaultOptionsValidator.Validate(options.Vault, $"{Root}:Vault", errors);
        CredentialsOptionsValidator.Validate(options.Credentials, $"{Root}:Credentials", errors);
        MeshCertificateOptionsValidator.Validate(options.Mesh, $"{Root}:Mesh", errors);
        OutboundClientOptionsValidator.Validate(options.Outbound, $"{Root}:Outbound", errors);
        registrations.Validate(new OutboundOptions(options.Outbound), options.Mesh, Root, errors);
        WarmUpOptionsValidator.Validate(options.WarmUp, $"{Root}:WarmUp", errors);
        if (options.Vault.Uri is null && options.Hops.Values.Any(hop => hop.Proof == HopProof.SharedKey))
        {
            errors.Add($"{Root}:Vault:Uri: is missing although a hop's key is in the vault; permitted: the vault's https address.");
        }

        DevelopmentValidator.Validate(options.Development, environment, options.TrustDomains, $"{Root}:Development", errors);
        AccessOptionsValidator.Validate(options.Access, time.GetUtcNow(), $"{Root}:Access", errors);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
