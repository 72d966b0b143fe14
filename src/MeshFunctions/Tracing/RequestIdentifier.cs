using System.Buffers;
using System.Security.Cryptography;

namespace MeshFunctions.Tracing;

/// <summary>The correlation id of a request (<c>x-request-id</c>): 1 to 128 letters, digits and <c>- _ . : | =</c>, so that it can go into any log as it is.</summary>
internal static class RequestIdentifier
{
    private const int MaxLength = 128;
    private const int NewLength = 32;

    private static readonly SearchValues<char> Permitted =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:|=");

    public static bool IsValid(ReadOnlySpan<char> text) => text.Length is > 0 and <= MaxLength && !text.ContainsAnyExcept(Permitted);

    /// <summary>A new one: 32 lower-case hex digits, as Nginx makes them.</summary>
    public static string Create() => RandomNumberGenerator.GetHexString(NewLength, lowercase: true);
}
