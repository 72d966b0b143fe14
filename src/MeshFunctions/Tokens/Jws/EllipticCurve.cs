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

    private static readonly EllipticCurve[] All = [P256, P384, P521];

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

    /// <summary>The curve that a key's <c>crv</c> names, exactly; null when it names none that is supported.</summary>
    public static EllipticCurve? Find(JsonValue name)
    {
        foreach (var curve in All)
        {
            if (name.Is(curve._name))
            {
                return curve;
            }
        }

        return null;
    }
}
