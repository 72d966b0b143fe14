using System.Buffers;
using System.Runtime.InteropServices;
using MeshFunctions.Tokens.Jws;

namespace MeshFunctions.Tokens;

/// <summary>A token whose text has passed every rule; what is left is its signature. Offsets into the buffer it was decoded to.
/// No record: what those print by themselves would be the token.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct PendingToken(ReadOnlyMemory<char> token, string? certificateSha256)
{
    public readonly ReadOnlyMemory<char> Token => token;

    public byte[] Buffer { get; } = ArrayPool<byte>.Shared.Rent(CompactJws.BufferLength(token.Length));

    /// <summary>The certificate that the sender showed to hold.</summary>
    public readonly string? CertificateSha256 => certificateSha256;

    public ConfiguredIssuer? Issuer { get; set; }

    public JwsAlgorithm? Algorithm { get; set; }

    public CompactJws Jws { get; set; }

    public bool HasKeyId { get; set; }

    public Range KeyIdRange { get; set; }

    public double Expires { get; set; }

    /// <summary>When the rules were applied, in seconds since 1970.</summary>
    public double Inspected { get; set; }

    /// <summary>Whether it is accepted from the holder of <see cref="CertificateSha256"/> alone.</summary>
    public bool IsBound { get; set; }

    public readonly ReadOnlySpan<byte> KeyId => Buffer.AsSpan(KeyIdRange);

    public readonly ReadOnlySpan<byte> Signed => Buffer.AsSpan(0, Jws.SigningInputLength);

    public readonly ReadOnlySpan<byte> Payload => Buffer.AsSpan(Jws.Payload);

    public readonly ReadOnlySpan<byte> Signature => Buffer.AsSpan(Jws.Signature);

    /// <summary>Gives the buffer back, once.</summary>
    public readonly void Release()
    {
        // It held a credential.
        Buffer.AsSpan(0, CompactJws.BufferLength(Token.Length)).Clear();
        ArrayPool<byte>.Shared.Return(Buffer);
    }
}
