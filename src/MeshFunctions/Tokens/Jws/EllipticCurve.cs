using System.Security.Cryptography;
using System.Text;
using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens.Jws;

/// <summary>A curve that keys may be on (RFC 7518 §6.2.1.1).</summary>
internal sealed class EllipticCurve
{
    public static readonly EllipticCurve P256 = new("P-256", ECCurve.NamedCurves.nistP256, 32);
    public static readonly EllipticCurve P384 = new("P-384", ECCurve.NamedCurves.nistP384, 48);
    public static readonly EllipticCurve P521 = new("P-521", ECCurve.NamedCurves.nistP521, 66);

    private readonly byte[] _name;

    private EllipticCurve(string name, ECCurve parameters, int coordinateLength)
    {
        _name = Encoding.ASCII.GetBytes(name);
        Parameters = parameters;
        CoordinateLength = coordinateLength;
    }

    public ECCurve Parameters { get; }

    /// <summary>Length of a coordinate, and of each half of a signature, in bytes.</summary>
    public int CoordinateLength { get; }

    /// <summary>Whether a key's <c>crv</c> names this curve, exactly.</summary>
    public bool IsNamed(JsonValue name) => name.Is(_name);
}
