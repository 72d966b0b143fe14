using System.Text;
using System.Text.Json;
using MeshFunctions.Tokens;
using MeshFunctions.Tokens.Json;
using MeshFunctions.Tokens.Jws;
using MeshFunctions.Tokens.Keys;

namespace MeshFunctions.Tests.Tokens.Keys;

/// <summary>The examples of RFC 7515 and RFC 7520, at the layer of the signature: what they say in their claims is no business of this one.</summary>
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

    // RFC 7515 A.4.
    private const string P521Key = """
        {"kty":"EC","crv":"P-521","x":"AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk","y":"ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2"}
        """;

    private const string P521Token = "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA"
        + ".AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw_7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn";

    // RFC 7520 §3.3, §3.1, and the text that §4.1 to §4.4 sign.
    private const string BilboRsaKey = """
        {"kty":"RSA","kid":"bilbo.baggins@hobbiton.example","use":"sig","n":"n4EPtAOCc9AlkeQHPzHStgAbgs7bTZLwUBZdR8_KuKPEHLd4rHVTeT-O-XV2jRojdNhxJWTDvNd7nqQ0VEiZQHz_AJmSCpMaJMRBSFKrKb2wqVwGU_NsYOYL-QtiWN2lbzcEe6XC0dApr5ydQLrHqkHHig3RBordaZ6Aj-oBHqFEHYpPe7Tpe-OfVfHd1E6cS6M1FZcD1NNLYD5lFHpPI9bTwJlsde3uhGqC0ZCuEHg8lhzwOHrtIQbS0FVbb9k3-tVTU4fg_3L_vniUFAKwuCLqKnS2BYwdq_mzSnbLY7h_qixoR7jig3__kRhuaxwUkRz5iaiQkqgc5gHdrNP5zw","e":"AQAB"}
        """;

    private const string BilboEcKey = """
        {"kty":"EC","kid":"bilbo.baggins@hobbiton.example","use":"sig","crv":"P-521","x":"AHKZLLOsCOzz5cY97ewNUajB957y-C-U88c3v13nmGZx6sYl_oJXu9A5RkTKqjqvjyekWF-7ytDyRXYgCF5cj0Kt","y":"AdymlHvOiLxXkEhayXQnNCvDX4h9htZaCJN34kfmC6pV5OhQHiraVySsUdaQkAgDPrwQrJmbnX9cwlGfP-HqHZR1"}
        """;

    private const string BilboPayload =
        "SXTigJlzIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzLCBGcm9kbywgZ29pbmcgb3V0IHlvdXIgZG9vci4gWW91IHN0ZXAgb250byB0aGUgcm9hZCwgYW5kIGlmIHlvdSBkb24ndCBrZWVwIHlvdXIgZmVldCwgdGhlcmXigJlzIG5vIGtub3dpbmcgd2hlcmUgeW91IG1pZ2h0IGJlIHN3ZXB0IG9mZiB0by4";

    private const string BilboRs256 = "eyJhbGciOiJSUzI1NiIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9." + BilboPayload
        + ".MRjdkly7_-oTPTS3AXP41iQIGKa80A0ZmTuV5MEaHoxnW2e5CZ5NlKtainoFmKZopdHM1O2U4mwzJdQx996ivp83xuglII7PNDi84wnB-BDkoBwA78185hX-Es4JIwmDLJK3lfWRa-XtL0RnltuYv746iYTh_qHRD68BNt1uSNCrUCTJDt5aAE6x8wW1Kt9eRo4QPocSadnHXFxnt8Is9UzpERV0ePPQdLuW3IS_de3xyIrDaLGdjluPxUAhb6L2aXic1U12podGU0KLUQSE_oI-ZnmKJ3F4uOZDnd6QZWJushZ41Axf_fcIe8u9ipH84ogoree7vjbU5y18kDquDg";

    private const string BilboPs384 = "eyJhbGciOiJQUzM4NCIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9." + BilboPayload
        + ".cu22eBqkYDKgIlTpzDXGvaFfz6WGoz7fUDcfT0kkOy42miAh2qyBzk1xEsnk2IpN6-tPid6VrklHkqsGqDqHCdP6O8TTB5dDDItllVo6_1OLPpcbUrhiUSMxbbXUvdvWXzg-UD8biiReQFlfz28zGWVsdiNAUf8ZnyPEgVFn442ZdNqiVJRmBqrYRXe8P_ijQ7p8Vdz0TTrxUeT3lm8d9shnr2lfJT8ImUjvAA2Xez2Mlp8cBE5awDzT0qI0n6uiP1aCN_2_jLAeQTlqRHtfa64QQSUmFAAjVKPbByi7xho0uTOcbH510a6GYmJUAfmWjwZ6oD4ifKo8DYM-X72Eaw";

    private const string BilboEs512 = "eyJhbGciOiJFUzUxMiIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9." + BilboPayload
        + ".AE_R_YZCChjn4791jSQCrdPZCNYqHXCTZH0-JZGYNlaAjP2kqaluUIIUnC9qvbu9Plon7KRTzoNEuT4Va2cmL1eJAQy3mtPBu_u_sDDyYjnAMDxXPn7XrT0lw-kvAD890jl8e2puQens_IEKBpHABlsbEPX6sFY8OcGDqoRuBomu9xQ2";

    private const string BilboHs256 = "eyJhbGciOiJIUzI1NiIsImtpZCI6IjAxOGMwYWU1LTRkOWItNDcxYi1iZmQ2LWVlZjMxNGJjNzAzNyJ9." + BilboPayload + ".s0h6KThzkfBBBkLspW1h84VsJZFTsPPqMDA7g1Md7p0";

    [Theory]
    [InlineData(BilboRsaKey, BilboRs256)]
    [InlineData(BilboRsaKey, BilboPs384)]
    [InlineData(BilboEcKey, BilboEs512)]
    [InlineData(P521Key, P521Token)]
    public void Verify_examplesOfRfc7520_verifyUntilChanged(string jwk, string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        Verify(jwk, token).ShouldBeTrue();
        Verify(jwk, token.Replace(".UGF5", ".UGF6", StringComparison.Ordinal).Replace(".SXTi", ".SXTj", StringComparison.Ordinal)).ShouldBeFalse();
        Verify(jwk, $"{token[..^8]}AAAA{token[^4..]}").ShouldBeFalse();
    }

    /// <summary>RFC 7515 A.1 (HS256) and A.5 (none), RFC 7520 §4.4 (HS256): no such algorithm; A.6 (JSON) and A.5 (no signature) are no compact JWS.</summary>
    [Theory]
    [InlineData("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." + Payload + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", true)]
    [InlineData(BilboHs256, true)]
    [InlineData("eyJhbGciOiJub25lIn0." + Payload + ".cC4hiUPoj9E", true)]
    [InlineData("eyJhbGciOiJub25lIn0." + Payload + ".", false)]
    [InlineData("{\"payload\":\"" + Payload + "\",\"protected\":\"eyJhbGciOiJFUzI1NiJ9\",\"signature\":\"DtEhU3ljbEg8L38VWAfUAqOyKAM6\"}", false)]
    public void Find_examplesOfRfc7515ThatAreNoneOfOurs_findNoAlgorithm(string token, bool isCompact)
    {
        ArgumentNullException.ThrowIfNull(token);
        var buffer = new byte[CompactJws.BufferLength(token.Length)];
        CompactJws.TryDecode(token, buffer, out var jws).ShouldBe(isCompact ? TokenError.None : TokenError.Malformed);
        if (isCompact)
        {
            StrictJson.TryReadObject(buffer.AsSpan(jws.Header), out var header).ShouldBeTrue();
            JwsAlgorithm.Find(header["alg"u8]).ShouldBeNull();
            header.Dispose();
        }
    }

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
