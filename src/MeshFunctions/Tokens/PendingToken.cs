using System.Runtime.InteropServices;
using MeshFunctions.Tokens.Jws;

namespace MeshFunctions.Tokens;

/// <summary>A token whose text has passed every rule; what is left is its signature. Offsets into the buffer it was decoded to.
/// No record: what those print by themselves would be the token.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct PendingToken(ReadOnlyMemory<char> token, byte[] buffer, string? certificateSha256)
{
    public readonly ReadOnlyMemory<char> Token => token;

    public readonly byte[] Buffer => buffer;

    /// <summary>The certificate that the sender showed to hold.</summary>
    public readonly string? CertificateSha256 => certificateSha256;

    public ConfiguredIssuer? Issuer { get; set; }

    public JwsAlgorithm? Algorithm { get; set; }

    public CompactJws Jws { get; set; }

    public bool HasKeyId { get; set; }

    public Range KeyIdRange { get; set; }

    public double Expires { get; set; }

    public readonly ReadOnlySpan<byte> KeyId => Buffer.AsSpan(KeyIdRange);

    public readonly ReadOnlySpan<byte> Signed => Buffer.AsSpan(0, Jws.SigningInputLength);

    public readonly ReadOnlySpan<byte> Signature => Buffer.AsSpan(Jws.Signature);
}
