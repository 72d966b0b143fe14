using MeshFunctions.Tokens;
using MeshFunctions.Tokens.Keys;

namespace MeshFunctions.Tests.Tokens.Keys.Sources;

/// <summary>Keys in a file: in force within five seconds of a change, however it was made, and never worse than before.</summary>
public sealed class FileKeySourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("meshfunctions-keys-").FullName;
    private readonly FakeClock _clock = new();
    private readonly SigningKey _old = SigningKey.Ec();
    private readonly SigningKey _new = SigningKey.Ec();

    private string KeysFile => Path.Combine(_folder, "keys.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("renamed over")]
    [InlineData("written into")]
    public async Task Validate_changed_file_is_in_force_after_five_seconds(string how)
    {
        Write(_old);
        var validator = Validator();
        (await ValidateAsync(validator, _old)).ShouldBe(TokenError.None);

        if (string.Equals(how, "written into", StringComparison.Ordinal))
        {
            Write(_new);
        }
        else
        {
            await File.WriteAllTextAsync(KeysFile + ".new", SigningKey.JwksOf(_new.Jwk), TestContext.Current.CancellationToken);
            File.Move(KeysFile + ".new", KeysFile, overwrite: true);
        }

        _clock.Advance(KeySetFile.Lifetime);
        (await ValidateAsync(validator, _new)).ShouldBe(TokenError.None);
        (await ValidateAsync(validator, _old)).ShouldBe(TokenError.KeyUnknown);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{\"keys\":[]}")]
    [InlineData("{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}")]
    public async Task T38_file_that_cannot_be_used_leaves_the_keys_before_for_24_hours(string? content)
    {
        Write(_old);
        var validator = Validator();
        (await ValidateAsync(validator, _old)).ShouldBe(TokenError.None);
        if (content is null)
        {
            File.Delete(KeysFile);
        }
        else
        {
            await File.WriteAllTextAsync(KeysFile, content, TestContext.Current.CancellationToken);
        }

        _clock.Advance(TimeSpan.FromHours(23));
        (await ValidateAsync(validator, _old)).ShouldBe(TokenError.None);
        _clock.Advance(TimeSpan.FromHours(2));
        (await ValidateAsync(validator, _old)).ShouldBe(TokenError.KeysUnavailable);
        Write(_old);
        _clock.Advance(TimeSpan.FromMinutes(10));
        (await ValidateAsync(validator, _old)).ShouldBe(TokenError.None);
    }

    [Fact]
    public async Task T38b_file_that_is_not_there_yet_is_unavailable_until_it_is()
    {
        var validator = Validator();
        var result = await validator.ValidateAsync(Token(_old), TestContext.Current.CancellationToken);
        result.Error.ShouldBe(TokenError.KeysUnavailable);
        result.RetryAfter.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1));

        Write(_old);
        _clock.Advance(result.RetryAfter.Value);
        (await ValidateAsync(validator, _old)).ShouldBe(TokenError.None);
    }

    [Fact]
    public void Read_same_content_is_the_same_set_and_a_file_over_1_MiB_none()
    {
        Write(_old);
        var file = new KeySetFile(KeysFile, new KeySetReader(new KeyBinding("https://issuer.example"), static _ => { }));
        var first = file.Read().Keys.ShouldNotBeNull();
        Write(_old);
        file.Read().Keys.ShouldBeSameAs(first);

        File.WriteAllText(KeysFile, SigningKey.JwksOf(_old.Jwk).PadRight(KeySetFile.MaxLength + 1));
        file.Read().Failure.ShouldBe(KeyFetchFailure.FileUnreadable);
        File.WriteAllText(KeysFile, SigningKey.JwksOf(_old.Jwk).PadRight(KeySetFile.MaxLength));
        file.Read().Keys.ShouldNotBeNull("control").ShouldNotBeSameAs(first);
    }

    private void Write(SigningKey key) => File.WriteAllText(KeysFile, SigningKey.JwksOf(key.Jwk));

    private TokenValidator Validator() => TokenValidator.Create(
        new TokensOptions
        {
            Issuers =
            {
                ["static"] = new IssuerOptions
                {
                    Issuer = "https://issuer.example",
                    KeysFile = KeysFile,
                    AcceptUntyped = true,
                    Audiences = { TokenScene.Audience },
                    ForcedRefreshInterval = TimeSpan.FromHours(1),
                },
            },
        },
        _clock);

    private string Token(SigningKey key) => new TokenBuilder(key).Claim("iss", "https://issuer.example").Claim("aud", TokenScene.Audience).Claim("sub", "user-1")
        .Claim("exp", _clock.GetUtcNow().ToUnixTimeSeconds() + 600).Build();

    private async Task<TokenError> ValidateAsync(TokenValidator validator, SigningKey key) =>
        (await validator.ValidateAsync(Token(key), TestContext.Current.CancellationToken)).Error;
}
