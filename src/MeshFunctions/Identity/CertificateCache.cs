using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MeshFunctions.Headers;

namespace MeshFunctions.Identity;

/// <summary>
/// Certificates of one form that were read already, by the SHA-256 of the header's value; bounded, emptied when full. Holds what a certificate says, never that it holds
/// now. Invalid values are read anew each time: only a proven hop gets this far.
/// </summary>
internal sealed class CertificateCache(CertificateDecoder decode)
{
    /// <summary>Most certificates that are remembered.</summary>
    public const int Capacity = 1024;

    private readonly ConcurrentDictionary<(UInt128 High, UInt128 Low), CertificateIdentity> _known = [];

    public int Count => _known.Count;

    /// <summary>Reads a header's value; never throws.</summary>
    public bool TryRead(ReadOnlySpan<char> value, [NotNullWhen(true)] out CertificateIdentity? identity)
    {
        var key = KeyOf(value);
        if (_known.TryGetValue(key, out identity))
        {
            return true;
        }

        if (!decode(value, out var der) || !CertificateIdentity.TryReadDer(der, out identity))
        {
            return false;
        }

        if (_known.Count >= Capacity)
        {
            _known.Clear();
        }

        _known[key] = identity;
        return true;
    }

    private static (UInt128 High, UInt128 Low) KeyOf(ReadOnlySpan<char> value)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(value), hash);
        return (BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
    }
}
