using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MeshFunctions.Hosting.Readiness;

/// <summary>Whether all of one kind is there. Asks for what is missing, as often as its source lets itself be asked; names of the configuration are all that it tells.</summary>
internal sealed class ReadinessCheck(IReadySource source, TimeProvider time) : IHealthCheck
{
    // A check that waits tells less than one that says no.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var late = new CancellationTokenSource(LongestWait, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var there = await Task.WhenAll(source.Items.Select(item => IsThereAsync(item, limit.Token))).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var data = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var index = 0; index < there.Length; index++)
        {
            data[source.Items[index]] = there[index] ? "there" : "missing";
        }

        var count = there.Count(static one => one);
        var description = $"{count} of {there.Length} {source.Name} are there";
        return count == there.Length ? HealthCheckResult.Healthy(description, data) : new HealthCheckResult(context.Registration.FailureStatus, description, exception: null, data);
    }

    [SuppressMessage("Design", "CA1031", Justification = "What fails is not there; the exception's text is nobody's who asks for health.")]
    private async Task<bool> IsThereAsync(string item, CancellationToken cancellationToken)
    {
        try
        {
            return await source.EnsureAsync(item, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            return false;
        }
    }
}
