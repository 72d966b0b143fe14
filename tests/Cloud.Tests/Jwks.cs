using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Cloud.Tests;

/// <summary>Verifies RS256 and ES256 with nothing but a published key set: not with the code that signed.</summary>
internal static class Jwks
{
    public static bool Verifies(JsonElement keys, string token)
    {
        var parts = token.Split('.');
        var header = Jws.Header(token);
        var key = keys.GetProperty("keys").EnumerateArray().Single(key => key.GetProperty("kid").ValueEquals(header.GetProperty("kid").GetString()));
        var data = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        var signature = Base64Url.DecodeFromChars(parts[2]);
        if (header.GetProperty("alg").ValueEquals("RS256"))
        {
            using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(key, "n"), Exponent = Bytes(key, "e") });
            return rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        using var ec = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Bytes(key, "x"), Y = Bytes(key, "y") },
        });
        return ec.VerifyData(data, signature, HashAlgorithmName.SHA256);
    }

    private static byte[] Bytes(JsonElement key, string name) => Base64Url.DecodeFromChars(key.GetProperty(name).GetString());
}
