using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MeshFunctions.Headers;

/// <summary>A SHA-256 as a key of dictionaries, without an array.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct UInt256Key(UInt128 High, UInt128 Low)
{
    public static UInt256Key Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        ThreadSha256.HashData(content, hash);
        return new(BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
    }
}
