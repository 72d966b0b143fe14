using MeshFunctions.Diagnostics;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Credentials.Leases;

/// <summary>Log messages about leases. Upstream errors, their codes included, may quote an answer, so only what <see cref="UpstreamRefusal"/> lets through is written.</summary>
internal static partial class LeaseLog
{
    public const string Renewed = "renewed";
    public const string Unchanged = "unchanged";
    public const string Failed = "failed";
    public const string Withdrawn = "withdrawn";

    public static void Report(LeaseSettings settings, string? name, Exception failure, TimeSpan pause, bool stale)
    {
        var refused = UpstreamRefusal.Of(failure);
        var error = failure.GetType().Name;
        if (stale)
        {
            settings.Logger.RefreshFailed(settings.Kind, name, error, refused?.Status, refused?.ErrorCode, pause);
        }
        else
        {
            settings.Logger.Unavailable(settings.Kind, name, error, refused?.Status, refused?.ErrorCode, pause);
        }
    }

    [LoggerMessage(EventIds.LeaseRenewed, LogLevel.Debug, "Lease {Kind} {Name} obtained; renewed at {RenewAt:u}, expires at {ExpiresAt:u}.")]
    public static partial void LeaseRenewed(this ILogger logger, string kind, string? name, DateTimeOffset renewAt, DateTimeOffset expiresAt);

    [LoggerMessage(EventIds.SecretExpiring, LogLevel.Warning, "Secret {Name} version {Version} expires at {ExpiresAt:u}, and the vault has no newer one.")]
    public static partial void SecretExpiring(this ILogger logger, string name, string version, DateTimeOffset expiresAt);

    [LoggerMessage(EventIds.SecretListenerFailed, LogLevel.Error, "A listener for changes of secret {Name} failed with {Error}.")]
    public static partial void ListenerFailed(this ILogger logger, string name, string error);

    [LoggerMessage(EventIds.LeaseRefreshFailed, LogLevel.Warning, "Lease {Kind} {Name} could not be renewed ({Error}, status {Status}, code {Code}); the old one serves on, next attempt in {Pause}.")]
    private static partial void RefreshFailed(this ILogger logger, string kind, string? name, string error, int? status, string? code, TimeSpan pause);

    [LoggerMessage(EventIds.LeaseUnavailable, LogLevel.Error, "Lease {Kind} {Name} is unavailable ({Error}, status {Status}, code {Code}); next attempt in {Pause}.")]
    private static partial void Unavailable(this ILogger logger, string kind, string? name, string error, int? status, string? code, TimeSpan pause);
}
