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

    [LoggerMessage(EventIds.WorkloadCertificateMissing, LogLevel.Warning, "MeshFunctions:Mesh names files that are missing: {Files}. Until they are there, requests of clients with AddMeshCertificate() fail.")]
    public static partial void CertificateMissing(this ILogger logger, string files);

    [LoggerMessage(EventIds.WorkloadCertificateUnreadable, LogLevel.Error, "The workload certificate {File} cannot be read ({Error}); the one before stays in use.")]
    public static partial void CertificateUnreadable(this ILogger logger, string? file, string error);
}
