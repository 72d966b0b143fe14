using System.Security.Cryptography;
using MeshFunctions.Tokens.Json;
using MeshFunctions.Tokens.Jws;

namespace MeshFunctions.Tokens.Keys;

/// <summary>Reads the public part of an elliptic-curve key (RFC 7518 §6.2.1); the point must be on its curve (RFC 8725 §3.4).</summary>
internal static class EcKeyReader
{
    public static KeyRefusal TryRead(JsonObject jwk, byte[]? keyId, string? algorithm, out VerificationKey? key)
    {
        key = null;
        if (EllipticCurve.Find(jwk["crv"u8]) is not { } curve)
        {
            return KeyRefusal.CurveNotSupported;
        }

        if (!KeyNumber.TryRead(jwk["x"u8], out var x) || !KeyNumber.TryRead(jwk["y"u8], out var y)
            || x.Length != curve.CoordinateLength || y.Length != curve.CoordinateLength)
        {
            return KeyRefusal.Malformed;
        }

        var parameters = new ECParameters { Curve = curve.Parameters, Q = new ECPoint { X = x, Y = y } };
        try
        {
            parameters.Validate();
            using var trial = ECDsa.Create(parameters);
            key = new EcVerificationKey(keyId, algorithm, curve, parameters);
            return KeyRefusal.None;
        }
        catch (CryptographicException)
        {
            return KeyRefusal.PointInvalid;
        }
    }
}
