using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens;

public sealed class BearerCredentialTests
{
    [Theory]
    [InlineData("Bearer abc", "abc")]
    [InlineData("bearer abc", "abc")]
    [InlineData("BEARER abc", "abc")]
    [InlineData("bEaReR   a.b-c_d~e+f/0==", "a.b-c_d~e+f/0==")]
    public void T44_bearer_oneToken_read(string header, string expected)
    {
        BearerCredential.TryRead(header, out var token).ShouldBe(BearerOutcome.Token);
        token.ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer   ")]
    [InlineData("Bearer\tabc")]
    [InlineData("Bearer \tabc")]
    [InlineData("Bearer abc\t")]
    [InlineData("Bearer abc ")]
    [InlineData("Bearer abc def")]
    [InlineData("Bearer abc,def")]
    [InlineData("Bearer abc, Bearer def")]
    [InlineData("Bearer abc,Bearer def")]
    [InlineData("Bearer,abc")]
    [InlineData("Bearer:abc")]
    [InlineData("Bearer/abc")]
    [InlineData("Bearer=abc")]
    [InlineData("Bearer =")]
    [InlineData("Bearer a=b")]
    [InlineData("Bearer \"abc\"")]
    [InlineData("Bearer ab\0c")]
    [InlineData("Bearer ab\u00e9")]
    [InlineData("Bearer abc\r\nX: y")]
    [InlineData("Basic dXNlcjpwYXNz,Bearer abc")]
    [InlineData("Basic dXNlcjpwYXNz, bearer abc")]
    [InlineData("Negotiate x , Bearer\tabc")]
    public void T44_bearer_malformed_isABadRequest(string header)
    {
        BearerCredential.TryRead(header, out var token).ShouldBe(BearerOutcome.Malformed);
        token.IsEmpty.ShouldBeTrue();
    }

    [Theory]
    [InlineData(null, nameof(BearerOutcome.None))]
    [InlineData("", nameof(BearerOutcome.None))]
    [InlineData("Basic dXNlcjpwYXNz", nameof(BearerOutcome.OtherScheme))]
    [InlineData("Bearers abc", nameof(BearerOutcome.OtherScheme))]
    [InlineData("XBearer abc", nameof(BearerOutcome.OtherScheme))]
    [InlineData("Bearer-x abc", nameof(BearerOutcome.OtherScheme))]
    [InlineData("DPoP abc", nameof(BearerOutcome.OtherScheme))]
    [InlineData("Digest username=\"bearer\", realm=\"x\"", nameof(BearerOutcome.OtherScheme))]
    [InlineData("abc", nameof(BearerOutcome.OtherScheme))]
    [InlineData("\ud800", nameof(BearerOutcome.OtherScheme))]
    public void T44_otherThanBearer_namesNobody(string? header, string expected)
    {
        BearerCredential.TryRead(header, out var token).ToString().ShouldBe(expected);
        token.IsEmpty.ShouldBeTrue();
    }
}
