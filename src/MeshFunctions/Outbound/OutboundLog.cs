using System.Net.Security;
using MeshFunctions.Diagnostics;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Outbound;

/// <summary>Log messages about outbound calls.</summary>
internal static partial class OutboundLog
{
    [LoggerMessage(EventIds.TokenWithheld, LogLevel.Warning, "Client {Client} sends no access token to {Host}: {Why}.")]
    public static partial void TokenWithheld(this ILogger logger, string client, string? host, string why);

    [LoggerMessage(EventIds.TransactionWithheld, LogLevel.Warning, "Client {Client} sends no transaction token to {Host}: {Why}.")]
    public static partial void TransactionWithheld(this ILogger logger, string client, string? host, string why);

    [LoggerMessage(EventIds.OutboundPeerRefused, LogLevel.Error, "Client {Client} expects {Expected} and refuses a server that is {Presented} ({Errors}).")]
    public static partial void PeerRefused(this ILogger logger, string client, string expected, string? presented, SslPolicyErrors errors);

    [LoggerMessage(EventIds.OutboundBundleTaken, LogLevel.Information, "The mesh's bundle {File} is in force with {Count} authorities.")]
    public static partial void BundleTaken(this ILogger logger, string file, int count);

    [LoggerMessage(EventIds.WorkloadCertificateMissing, LogLevel.Warning, "MeshFunctions:Mesh names files that are missing: {Files}. Until they are there, requests of clients with AddMeshCertificate() fail.")]
    public static partial void CertificateMissing(this ILogger logger, string files);

    [LoggerMessage(EventIds.OutboundBundleUnreadable, LogLevel.Error, "The mesh's bundle {File} cannot be used: {Why}. The one before stays in force.")]
    public static partial void BundleUnreadable(this ILogger logger, string file, string why);

    [LoggerMessage(EventIds.RedirectNotFollowed, LogLevel.Warning, "Client {Client} returns the redirect {Status} from {Host} to {Target} as it is: {Why}.")]
    public static partial void RedirectNotFollowed(this ILogger logger, string client, int status, string? host, string? target, string why);

    [LoggerMessage(EventIds.ChallengeTaken, LogLevel.Information, "Client {Client} was asked by {Host} for a token with more claims and tries once more.")]
    public static partial void ChallengeTaken(this ILogger logger, string client, string? host);

    [LoggerMessage(EventIds.ChallengeNotTaken, LogLevel.Warning, "Client {Client} was asked by {Host} for a token with more claims and returns the 401 as it is: {Why}.")]
    public static partial void ChallengeNotTaken(this ILogger logger, string client, string? host, string why);

    [LoggerMessage(EventIds.TraceWithheld, LogLevel.Debug, "Client {Client} sends no trace to {Host}: the host is not listed.")]
    public static partial void TraceWithheld(this ILogger logger, string client, string? host);
}
