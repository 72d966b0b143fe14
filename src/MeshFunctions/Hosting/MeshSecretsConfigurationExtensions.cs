using Azure.Core;
using MeshFunctions.Credentials;
using MeshFunctions.Credentials.Leases;
using MeshFunctions.Credentials.Secrets;
using MeshFunctions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Configuration;

/// <summary>Secrets of the vault as configuration.</summary>
public static class MeshSecretsConfigurationExtensions
{
    /// <summary>
    /// Brings secrets of the Key Vault <c>MeshFunctions:Vault:Uri</c> in as configuration values, over those of the sources before, and reloads when one is rotated or withdrawn. Vault and
    /// credential are configured by the sources before this one; without a vault's address nothing is added, so that other sources serve on your own machine. The vault is waited for
    /// up to <see cref="SecretKeys.Timeout"/>; a secret that is not there by then comes with a reload. An outage never fails the start.
    /// </summary>
    /// <param name="builder">The app's configuration.</param>
    /// <param name="configure">Which secrets become which keys.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="OptionsValidationException">The sections <c>MeshFunctions:Vault</c> or <c>MeshFunctions:Credentials</c> hold a mistake.</exception>
    public static IConfigurationBuilder AddMeshSecrets(this IConfigurationBuilder builder, Action<SecretKeys> configure) =>
        builder.AddMeshSecrets(configure, static options => CredentialFactory.Create(options));

    /// <summary>For <see cref="ConfigurationRootExtensions.GetDebugView(IConfigurationRoot, Func{ConfigurationDebugViewContext, string})"/>: <c>***</c> for what comes from the vault.</summary>
    /// <param name="context">A value and where it comes from.</param>
    /// <returns>What to show.</returns>
    public static string MaskMeshSecrets(ConfigurationDebugViewContext context) =>
        context.ConfigurationProvider is SecretsConfigurationProvider ? Masked.Text : context.Value ?? string.Empty;

    internal static IConfigurationBuilder AddMeshSecrets(
        this IConfigurationBuilder builder,
        Action<SecretKeys> configure,
        Func<CredentialsOptions, TokenCredential> credential)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var keys = new SecretKeys();
        configure(keys);
        var options = Read(builder);
        if (options.Vault.Uri is null)
        {
            return builder;
        }

        return builder.Add(new SecretsConfigurationSource(
            keys,
            stopping => new SecretLeases(
                CredentialFactory.CreateSecretClient(options.Vault, new CachedTokenCredential(credential(options.Credentials))),
                options.Vault.RefreshInterval,
                TimeProvider.System,
                null,
                NullLogger<SecretLeases>.Instance,
                LeaseJitter.Random,
                stopping),
            TimeProvider.System));
    }

    private static MeshFunctionsOptions Read(IConfigurationBuilder builder)
    {
        var options = new MeshFunctionsOptions();
        var settings = builder as IConfiguration ?? builder.Build();
        new MeshFunctionsOptionsSetup(settings, []).Configure(options);
        if (!ReferenceEquals(settings, builder))
        {
            (settings as IDisposable)?.Dispose();
        }

        List<string> errors = [];
        VaultOptionsValidator.Validate(options.Vault, $"{MeshFunctionsOptions.SectionName}:Vault", errors);
        CredentialsOptionsValidator.Validate(options.Credentials, $"{MeshFunctionsOptions.SectionName}:Credentials", errors);
        return errors.Count == 0 ? options : throw new OptionsValidationException(MeshFunctionsOptions.SectionName, typeof(MeshFunctionsOptions), errors);
    }
}
