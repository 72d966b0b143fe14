using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MeshFunctions.Aws;

/// <summary>Names of sessions for callers.</summary>
internal static class SessionNames
{
    /// <summary>
    /// <c>{app}-{16 hex}</c>: the first 64 bits of SHA-256 over issuer and subject, each after its length in bytes (32 bits, big-endian), so that no two pairs are the same
    /// text. CloudTrail shows it, and who knows issuer and subject finds their sessions by it.
    /// </summary>
    public static string For(string app, string issuer, string subject)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, issuer);
        Append(hash, subject);
        return $"{app}-{Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8))}";
    }

    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
