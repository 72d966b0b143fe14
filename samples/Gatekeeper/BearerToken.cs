using System.Text.RegularExpressions;

namespace Gatekeeper;

/// <summary>Reads <c>Authorization: Bearer …</c> as the apps do (RFC 6750 §2.1): the scheme in any case, spaces, one b64token and nothing else.</summary>
internal static partial class BearerToken
{
    /// <summary>The longest header value that an app of the mesh reads, in characters.</summary>
    private const int MaxLength = 16 * 1024;

    public static AuthorizationKind Read(string? authorization, out string token)
    {
        token = "";
        if (authorization is null)
        {
            return AuthorizationKind.NoToken;
        }

        if (authorization.Length > MaxLength)
        {
            return AuthorizationKind.TooLarge;
        }

        if (Whole().Match(authorization) is { Success: true } match)
        {
            token = match.Groups["token"].Value;
            return AuthorizationKind.Token;
        }

        // Also where somebody joined two headers with a comma, the token behind other credentials.
        return Somewhere().IsMatch(authorization) ? AuthorizationKind.Malformed : AuthorizationKind.NoToken;
    }

    [GeneratedRegex(@"\A[Bb][Ee][Aa][Rr][Ee][Rr] +(?<token>[A-Za-z0-9._~+/-]+=*)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Whole();

    [GeneratedRegex(
        @"\A[Bb][Ee][Aa][Rr][Ee][Rr]([^A-Za-z0-9!#$%&'*+.^_`|~-]|\z)|(\A|,)[ \t]*[Bb][Ee][Aa][Rr][Ee][Rr]([ \t,]|\z)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Somewhere();
}
