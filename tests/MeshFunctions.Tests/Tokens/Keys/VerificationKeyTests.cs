using System.Text;
using System.Text.Json;
using MeshFunctions.Tokens;
using MeshFunctions.Tokens.Json;
using MeshFunctions.Tokens.Jws;
using MeshFunctions.Tokens.Keys;

namespace MeshFunctions.Tests.Tokens.Keys;

/// <summary>The examples of RFC 7515, at the layer of the signature: what they say in their claims is no business of this one.</summary>
public sealed class VerificationKeyTests
{
    private const string Payload =
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    private const string RsaKey = """
        {"kty":"RSA","e":"AQAB","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"}
        """;

    private const string RsaToken = "eyJhbGciOiJSUzI1NiJ9." + Payload
        + ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

    private const string EcKey = """
        {"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}
        """;

    private const string EcToken = "eyJhbGciOiJFUzI1NiJ9." + Payload
        + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    [Theory]
    [InlineData(RsaKey, RsaToken)]
    [InlineData(EcKey, EcToken)]
    public void Verify_examplesOfRfc7515_verifyUntilChanged(string jwk, string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        Verify(jwk, token).ShouldBeTrue();
        Verify(jwk, token.Replace(".eyJpc3M", ".eyJpc3N", StringComparison.Ordinal)).ShouldBeFalse();
        Verify(jwk, $"{token[..^8]}AAAA{token[^4..]}").ShouldBeFalse();
    }

    [Fact]
    public void Verify_exampleOfTheOtherKey_fails()
    {
        Verify(RsaKey, EcToken).ShouldBeFalse();
        Verify(EcKey, RsaToken).ShouldBeFalse();
    }

    [Fact]
    public void IsSameAs_publicKey_whateverItIsCalledAndFor()
    {
        foreach (var own in new[] { SigningKey.Rsa("RS256"), SigningKey.Ec(), SigningKey.Ec("ES384") })
        {
            var key = Read(own.Jwk);
            key.IsSameAs(Read(own.As("PS256").Jwk)).ShouldBeTrue();
            foreach (var other in new[] { SigningKey.SharedRsa, SigningKey.SharedEc, SigningKey.Ec("ES384") })
            {
                key.IsSameAs(Read(other.Jwk)).ShouldBeFalse();
                new KeySet([Read(other.Jwk), Read(own.As("ES512").Jwk)]).Holds(key).ShouldBeTrue();
                new KeySet([Read(other.Jwk)]).Holds(key).ShouldBeFalse();
            }
        }
    }

    private static VerificationKey Read(Dictionary<string, object> jwk)
    {
        StrictJson.TryReadObject(JsonSerializer.SerializeToUtf8Bytes(jwk), out var members).ShouldBeTrue();
        using (members)
        {
            JwkReader.TryRead(members, new KeyBinding("https://issuer.example"), out var key).ShouldBe(KeyRefusal.None);
            return key.ShouldNotBeNull();
        }
    }

    private static bool Verify(string jwk, string token)
    {
        var buffer = new byte[CompactJws.BufferLength(token.Length)];
        CompactJws.TryDecode(token, buffer, out var jws).ShouldBe(TokenError.None);
        StrictJson.TryReadObject(Encoding.UTF8.GetBytes(jwk), out var members).ShouldBeTrue();
        StrictJson.TryReadObject(buffer.AsSpan(jws.Header), out var header).ShouldBeTrue();
        using (members)
        using (header)
        {
            JwkReader.TryRead(members, new KeyBinding("https://issuer.example"), out var key).ShouldBe(KeyRefusal.None);
            var algorithm = JwsAlgorithm.Find(header["alg"u8]).ShouldNotBeNull();
            return key!.Verify(algorithm, buffer.AsSpan(0, jws.SigningInputLength), buffer.AsSpan(jws.Signature));
        }
    }
}
