using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MeshFunctions.Headers;

namespace MeshFunctions.Tokens.Caching;

/// <summary>
/// The key of a whole token under one configuration: SHA-256 over the configuration's version and the token, each behind its length. A configuration is read once, so a version that is drawn at
/// random when it is read belongs to no other, and nobody outside knows where a token will lie.
/// </summary>
internal sealed class TokenDigest
{
    private const int VersionLength = 16;
    private const int PrefixLength = sizeof(int) + VersionLength + sizeof(int);

    private readonly byte[] _version = RandomNumberGenerator.GetBytes(VersionLength);

    /// <summary>False where the text is not ASCII, and so no token.</summary>
    public bool TryMake(ReadOnlySpan<char> token, out UInt256Key key)
    {
        var length = PrefixLength + token.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var content = buffer.AsSpan(0, length);
            BinaryPrimitives.WriteInt32BigEndian(content, VersionLength);
            _version.CopyTo(content[sizeof(int)..]);
            BinaryPrimitives.WriteInt32BigEndian(content[(sizeof(int) + VersionLength)..], token.Length);
            var isAscii = Ascii.FromUtf16(token, content[PrefixLength..], out _) == OperationStatus.Done;
            key = isAscii ? UInt256Key.Of(content) : default;
            return isAscii;
        }
        finally
        {
            // It held a credential.
            buffer.AsSpan(0, length).Clear();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
