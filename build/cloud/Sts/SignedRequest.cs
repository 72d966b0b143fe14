using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LocalCloud.Sts;

/// <summary>Checks AWS Signature Version 4 of a request with a form as body: whose secret key made it.</summary>
internal static class SignedRequest
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    public static StsError? Check(HttpRequest request, byte[] body, StsSessions sessions, DateTimeOffset now, out StsSession? session)
    {
        session = null;
        var fields = request.Headers.Authorization.ToString();
        if (!fields.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            return StsError.Of("MissingAuthenticationToken");
        }

        var parts = fields[(Algorithm.Length + 1)..].Split(',', StringSplitOptions.TrimEntries)
            .Select(static part => part.Split('=', 2)).Where(static part => part.Length == 2)
            .ToDictionary(static part => part[0], static part => part[1], StringComparer.Ordinal);
        var scope = parts.GetValueOrDefault("Credential", "").Split('/');
        session = scope.Length == 5 ? sessions.Find(scope[0]) : null;
        if (session is null || !session.SessionToken.Matches(request.Headers["X-Amz-Security-Token"]))
        {
            return StsError.Of("InvalidClientTokenId");
        }

        if (session.ExpiresAt <= now)
        {
            return StsError.Of("ExpiredToken");
        }

        var date = request.Headers["X-Amz-Date"].ToString();
        var isTime = DateTimeOffset.TryParseExact(date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
        var signature = Sign(request, body, session.SecretAccessKey.Reveal(), scope, parts.GetValueOrDefault("SignedHeaders", ""), date);
        var holds = CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(parts.GetValueOrDefault("Signature", "")));
        return isTime && (time - now).Duration() <= Skew && holds ? null : StsError.Of("SignatureDoesNotMatch");
    }

    private static string Sign(HttpRequest request, byte[] body, string secret, string[] scope, string signed, string date)
    {
        var canonical = new StringBuilder()
            .Append(request.Method).Append('\n')
            .Append(request.Path.Value).Append('\n')
            .Append('\n');
        foreach (var name in signed.Split(';'))
        {
            var value = string.Equals(name, "host", StringComparison.Ordinal) ? request.Host.Value : request.Headers[name].ToString();
            canonical.Append(name).Append(':').Append(value?.Trim()).Append('\n');
        }

        canonical.Append('\n').Append(signed).Append('\n').Append(Convert.ToHexStringLower(SHA256.HashData(body)));
        var text = string.Join(
            '\n', Algorithm, date, string.Join('/', scope[1..]), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString()))));
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in scope[1..])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }
}
