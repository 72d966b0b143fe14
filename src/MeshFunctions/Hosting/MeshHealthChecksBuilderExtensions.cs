using MeshFunctions.Hosting.Readiness;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Health checks of MeshFunctions.</summary>
public static class MeshHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check each for what requests need and others have: <c>mesh-issuer-keys</c>, <c>mesh-secrets</c>, <c>mesh-access-tokens</c> and <c>mesh-certificates</c>, all tagged <c>mesh</c>. A check is
    /// healthy while all that <c>MeshFunctions</c> names of its kind is there and may be used, stale included; it asks for what is missing, within five seconds and no sooner than its source's pauses allow.
    /// It tells names of the configuration and nothing else. Needs <c>worker.UseMeshFunctions()</c>.
    /// </summary>
    /// <param name="builder">That of <c>services.AddHealthChecks()</c>.</param>
    /// <param name="failureStatus">What a check says where something is missing; <see cref="HealthStatus.Unhealthy"/> where null.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IHealthChecksBuilder AddMeshFunctions(this IHealthChecksBuilder builder, HealthStatus? failureStatus = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder
            .Add<IssuerKeysSource>("mesh-issuer-keys", failureStatus)
            .Add<SecretsSource>("mesh-secrets", failureStatus)
            .Add<AccessTokensSource>("mesh-access-tokens", failureStatus)
            .Add<CertificatesSource>("mesh-certificates", failureStatus);
    }

    private static IHealthChecksBuilder Add<TSource>(this IHealthChecksBuilder builder, string name, HealthStatus? failureStatus)
        where TSource : IReadySource =>
        builder.Add(new HealthCheckRegistration(
            name, static provider => new ReadinessCheck(provider.GetRequiredService<TSource>(), provider.GetRequiredService<TimeProvider>()), failureStatus, ["mesh"]));
}
