using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;

namespace LocalCloud.Sts;

/// <summary>Answers of STS, version 2011-06-15.</summary>
internal static class StsXml
{
    public const string ContentType = "text/xml";

    private static readonly XNamespace Space = "https://sts.amazonaws.com/doc/2011-06-15/";

    public static string Error(StsError error) => new XElement(
        Space + "ErrorResponse",
        new XElement(
            Space + "Error",
            new XElement(Space + "Type", error.Status >= StatusCodes.Status500InternalServerError ? "Receiver" : "Sender"),
            new XElement(Space + "Code", error.Code),
            new XElement(Space + "Message", error.Message)),
        new XElement(Space + "RequestId", RequestId())).ToString(SaveOptions.DisableFormatting);

    public static string Assumed(StsSession session, string subject, string audience, string provider) => Response(
        "AssumeRoleWithWebIdentity",
        new XElement(Space + "SubjectFromWebIdentityToken", subject),
        new XElement(Space + "Audience", audience),
        new XElement(Space + "Provider", provider),
        new XElement(
            Space + "AssumedRoleUser",
            new XElement(Space + "Arn", session.Arn),
            new XElement(Space + "AssumedRoleId", session.UserId)),
        new XElement(
            Space + "Credentials",
            new XElement(Space + "AccessKeyId", session.AccessKeyId),
            new XElement(Space + "SecretAccessKey", session.SecretAccessKey.Reveal()),
            new XElement(Space + "SessionToken", session.SessionToken.Reveal()),
            new XElement(Space + "Expiration", session.ExpiresAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))));

    public static string Identity(StsSession session) => Response(
        "GetCallerIdentity",
        new XElement(Space + "Arn", session.Arn),
        new XElement(Space + "UserId", session.UserId),
        new XElement(Space + "Account", session.Account));

    private static string Response(string action, params object[] result) => new XElement(
        Space + $"{action}Response",
        new XElement(Space + $"{action}Result", result),
        new XElement(Space + "ResponseMetadata", new XElement(Space + "RequestId", RequestId()))).ToString(SaveOptions.DisableFormatting);

    private static string RequestId() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString("D", CultureInfo.InvariantCulture);
}
