using Azure;
using Microsoft.Identity.Client;

namespace MeshFunctions.Credentials;

/// <summary>What may be told of an upstream's refusal. The SDK's own texts quote the answer, and an answer may hold anything, a token included.</summary>
internal static class UpstreamRefusal
{
    private const int Depth = 8;
    private const int LongestCode = 64;
    private const string EntraCode = "AADSTS";

    /// <summary>Status, code and Entra's error number of the refusal that a failure stems from; null where it stems from none.</summary>
    public static RequestFailedException? Of(Exception? failure)
    {
        for (var depth = 0; failure is not null && depth < Depth; failure = failure.InnerException, depth++)
        {
            if (failure is RequestFailedException refused)
            {
                return Told(refused.Status, refused.ErrorCode, string.Empty);
            }

            if (failure is MsalServiceException service)
            {
                return Told(service.StatusCode, service.ErrorCode, service.Message);
            }
        }

        return null;
    }

    private static RequestFailedException Told(int status, string? code, string text)
    {
        code = IsCode(code) ? code : null;
        return new(status, status == 0 ? $"No answer {code} {Number(text)}".TrimEnd() : $"The answer was {status} {code} {Number(text)}".TrimEnd(), code, innerException: null);
    }

    private static bool IsCode(string? code) =>
        code is { Length: > 0 and <= LongestCode } && code.All(static character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.');

    private static string Number(string text)
    {
        var at = text.IndexOf(EntraCode, StringComparison.Ordinal);
        var digits = at < 0 ? 0 : text.Skip(at + EntraCode.Length).TakeWhile(char.IsAsciiDigit).Take(LongestCode).Count();
        return digits == 0 ? string.Empty : text.Substring(at, EntraCode.Length + digits);
    }
}
