using System.Security.Cryptography;
using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens.Jws;

/// <summary>A curve that keys may be on (RFC 7518 §6.2.1.1).</summary>
internal sealed class EllipticCurve
{
    public static readonly EllipticCurve P256 = new(ECCurve.NamedCurves.nistP256, 32);

    private EllipticCurve(ECCurve parameters, int coordinateLength)
    {
        Parameters = parameters;
        CoordinateLength = coordinateLength;
    }

    public ECCurve Parameters { get; }

    /// <summary>Length of a coordinate, and of each half of a signature, in bytes.</summary>
    public int CoordinateLength { get; }

    public static EllipticCurve? Find(JsonValue name) => name.Is("P-256"u8) ? P256 : null;
}
