using System.Security.Cryptography;

namespace MeshFunctions.Headers;

/// <summary>
/// SHA-256 by an object of each thread: the platform's one-shot hash counts references to one object that all threads share, so that two threads together hash no more than one.
/// Nothing is left in it after use.
/// </summary>
internal static class ThreadSha256
{
    private static readonly ThreadLocal<IncrementalHash> Hash = new(static () => IncrementalHash.CreateHash(HashAlgorithmName.SHA256));

    /// <summary>Writes the hash of <paramref name="content"/> to <paramref name="destination"/>, which has 32 bytes.</summary>
    public static void HashData(ReadOnlySpan<byte> content, Span<byte> destination)
    {
        try
        {
            var hash = Hash.Value!;
            hash.AppendData(content);
            _ = hash.GetHashAndReset(destination);
        }
        catch
        {
            // What is left in it would be part of the next.
            Hash.Value = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            throw;
        }
    }
}
