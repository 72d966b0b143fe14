using System.Globalization;
using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens.Rules;

public sealed class NumericDateTests(KeyServer server)
{
    public static TheoryData<string> NoTimes { get; } =
    [
        "\"1900000000\"", "\"\"", "-1", "-0.5", "-1e-400", "-1e400", "9223372036854775808", "9223372036854775807", "9007199254740993", "9007199254740994",
        "1e17", "1e400", "1E+308", "null", "true", "[1900000000]", "{\"t\":1900000000}", "\"NaN\"", "\"Infinity\"", "\"1e400\"", "\"2026-03-01T12:00:00Z\"",
    ];

    [Theory]
    [MemberData(nameof(NoTimes))]
    public async Task T32_time_outOfRangeOrNoNumber_refused(string json)
    {
        // The nearest double of 2^53 + 1 is 2^53 itself, which is still a time, if a late one.
        var isTime = string.Equals(json, "9007199254740993", StringComparison.Ordinal);
        var scene = new TokenScene(server);
        await scene.AcceptAsync(scene.Valid());
        (await scene.ValidateAsync(scene.Valid().ClaimJson("exp", json).Build())).Error.ShouldBe(isTime ? TokenError.None : TokenError.TimeInvalid);
        foreach (var name in new[] { "nbf", "iat" })
        {
            await scene.RefuseAsync(scene.Valid().ClaimJson(name, json), isTime ? TokenError.NotYetValid : TokenError.TimeInvalid);
        }
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("01")]
    [InlineData("+1900000000")]
    [InlineData("0x713fb300")]
    [InlineData("1900000000.")]
    public async Task T32_time_noJson_malformed(string json)
    {
        var scene = new TokenScene(server);
        await scene.RefuseAsync(scene.Valid().ClaimJson("exp", json), TokenError.Malformed);
    }

    [Theory]
    [InlineData("1.8e9")]
    [InlineData("1.8E9")]
    [InlineData("1.8e+9")]
    [InlineData("18e8")]
    [InlineData("1800000000.5")]
    [InlineData("1800000000.000000000000000000000000000000000001")]
    [InlineData("9007199254740992")]
    [InlineData("253402300799")]
    [InlineData("253402300800")]
    [InlineData("9e15")]
    public async Task T32_time_legalForm_accepted(string json)
    {
        var scene = new TokenScene(server);
        var token = await scene.AcceptAsync(scene.Valid().ClaimJson("exp", json));
        token.ExpiresAt.ShouldBeGreaterThanOrEqualTo(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));
    }

    [Fact]
    public async Task T32_time_manyDigits_isReadWithoutOverflow()
    {
        var scene = new TokenScene(server);
        await scene.AcceptAsync(scene.Valid().ClaimJson("exp", $"1800000000.{new string('9', 8000)}"));
        await scene.RefuseAsync(scene.Valid().ClaimJson("exp", new string('9', 8000)), TokenError.TimeInvalid);
        await scene.RefuseAsync(scene.Valid().ClaimJson("exp", $"1e{new string('9', 8000)}"), TokenError.TimeInvalid);
        await scene.RefuseAsync(scene.Valid().ClaimJson("exp", $"1e-{new string('9', 8000)}"), TokenError.Expired);
    }

    [Fact]
    public async Task T32_expires_missing_refused()
    {
        var scene = new TokenScene(server);
        await scene.RefuseAsync(scene.Valid().Without("exp"), TokenError.TimeInvalid);
    }

    [Fact]
    public async Task T32_notBefore_missing_accepted()
    {
        var scene = new TokenScene(server);
        await scene.AcceptAsync(scene.Valid().Without("nbf"));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(0)]
    [InlineData(300)]
    public async Task T32_time_beyondTheSkew_refused(int skew)
    {
        var scene = new TokenScene(server, configure: options => options.ClockSkew = TimeSpan.FromSeconds(skew));
        await scene.AcceptAsync(scene.Valid().ClaimJson("exp", Text(scene.Now - skew + 0.5)));
        await scene.RefuseAsync(scene.Valid().Claim("exp", scene.Now - skew), TokenError.Expired);
        await scene.RefuseAsync(scene.Valid().Claim("exp", 0), TokenError.Expired);
        foreach (var name in new[] { "nbf", "iat" })
        {
            await scene.AcceptAsync(scene.Valid().Claim(name, scene.Now + skew));
            await scene.RefuseAsync(scene.Valid().ClaimJson(name, Text(scene.Now + skew + 0.5)), TokenError.NotYetValid);
            await scene.RefuseAsync(scene.Valid().ClaimJson(name, "9007199254740992"), TokenError.NotYetValid);
        }
    }

    [Fact]
    public async Task T41_clock_steppedBackOrForward_isWhatCounts()
    {
        var scene = new TokenScene(server);
        var token = scene.Valid().Build();
        var start = scene.Clock.GetUtcNow();
        (await scene.ValidateAsync(token)).IsValid.ShouldBeTrue();
        scene.Clock.Set(start.AddHours(1));
        (await scene.ValidateAsync(token)).Error.ShouldBe(TokenError.Expired);
        scene.Clock.Set(start.AddHours(-1));
        (await scene.ValidateAsync(token)).Error.ShouldBe(TokenError.NotYetValid);
        scene.Clock.Set(start);
        (await scene.ValidateAsync(token)).IsValid.ShouldBeTrue();
    }

    private static string Text(double seconds) => seconds.ToString("0.0", CultureInfo.InvariantCulture);
}
