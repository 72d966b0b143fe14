using MeshFunctions.Diagnostics;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Credentials.Certificates;

/// <summary>Log messages about leased certificates: names of files, serial numbers and times; nothing of what is in a key.</summary>
internal static partial class CertificateLog
{
    [LoggerMessage(EventIds.CertificateTaken, LogLevel.Information, "Certificate {File} is in force: serial number {Serial}, valid until {ExpiresOn:u}.")]
    public static partial void CertificateTaken(this ILogger logger, string file, string serial, DateTimeOffset expiresOn);

    [LoggerMessage(EventIds.CertificateRefused, LogLevel.Warning, "The files {File} and {KeyFile} hold no pair that could be used: {Why}. The one before stays in force.")]
    public static partial void CertificateRefused(this ILogger logger, string file, string keyFile, string why);

    [LoggerMessage(EventIds.CertificateExpiring, LogLevel.Warning, "Certificate {File} expires at {ExpiresOn:u}, in {Left}, and has not been renewed.")]
    public static partial void CertificateExpiring(this ILogger logger, string file, DateTimeOffset expiresOn, TimeSpan left);

    [LoggerMessage(EventIds.CertificateExpired, LogLevel.Error, "Certificate {File} expired at {ExpiresOn:u} and is not used any more.")]
    public static partial void CertificateExpired(this ILogger logger, string file, DateTimeOffset expiresOn);
}
