using System.Text;
using System.Text.Json;
using MeshFunctions.Tests.Tokens;
using MeshFunctions.Tokens;
using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tests.Properties;

public sealed class TokenProperties(KeyServer server)
{
    private const int MaxDepth = 16;

    /// <summary>Only what the issuer signed is accepted, and nothing throws.</summary>
    [Fact]
    public async Task Validate_edited_token_is_never_accepted()
    {
        var scene = await SceneAsync();
        string[] minted = [scene.Valid().Build(), scene.Valid().Claim("sub", "user-2").Build()];
        PropertyRun.Check(
            text =>
            {
                var accepted = Accepts(scene, text);
                accepted.ShouldBe(minted.Contains(text, StringComparer.Ordinal));
                return accepted;
            },
            minted, ".", "..", "A", "_", "=", "eyJ", "+");
    }

    /// <summary>Whatever the issuer itself signs as a payload, nothing throws, and what is accepted can be read.</summary>
    [Fact]
    public async Task Validate_signed_payload_never_throws()
    {
        var scene = await SceneAsync();
        var (payload, builder) = (scene.Valid().Payload, scene.Valid());
        PropertyRun.Check(
            text => Accepts(scene, builder.PayloadText(text).Build()),
            [payload, payload.Replace("\"jti\"", "\"groups\":[\"a\",\"b\"],\"jti\"", StringComparison.Ordinal)],
            "\"", ",", ":", "{", "}", "[", "]", "null", "1e400", "-1", "1.8e9", "\"exp\"", "\"aud\"", "\"roles\"", "\"cnf\"", "\\u0061", "\\ud800");
    }

    /// <summary>Any header at all: only one that asks for nothing more is accepted.</summary>
    [Fact]
    public async Task Validate_signed_header_never_throws()
    {
        var scene = await SceneAsync();
        var (header, builder) = (scene.Valid().HeaderJsonText, scene.Valid());
        PropertyRun.Check(
            text => Accepts(scene, builder.HeaderText(text).Build()),
            [header, header[..^1] + ",\"jku\":\"https://evil.example\"}"],
            "\"", ",", ":", "{", "}", "\"crit\"", "\"b64\"", "\"zip\"", "\"alg\"", "none", "HS256", "ES256", "\\u0061", "at+jwt");
    }

    /// <summary>What our reader takes, the platform's takes too, and the other way round, so neither sees what the other does not.</summary>
    [Fact]
    public void TryReadObject_agrees_with_the_platform() => PropertyRun.Check(
        static text =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var read = StrictJson.TryReadObject(bytes, out var members);
            var count = members.Count;
            members.Dispose();
            read.ShouldBe(PlatformReads(bytes, out var expected));
            (read ? count : 0).ShouldBe(read ? expected : 0);
            return read;
        },
        ["""{"alg":"ES256","kid":"key-1","typ":"at+jwt"}""", """{"a":{"b":[1,2.5,-1e9,true,null,"\u0061\ud83d\ude00"]},"c":[[],{}],"d":""}"""],
        "\"", ",", ":", "{", "}", "[", "]", "null", "true", "1e400", "-", "0", ".5", "\\u0061", "\\ud800", "\\udc00", "\\", "[[[[[[[[[[[[[[[[");

    [Fact]
    public void TryRead_bearer_never_throws() => PropertyRun.Check(
        static text =>
        {
            var isToken = BearerCredential.TryRead(text, out var token) == BearerOutcome.Token;
            isToken.ShouldBe(token.Length > 0);
            return isToken;
        },
        ["Bearer eyJhbGciOiJub25lIn0.e30.AA", "bearer abc~+/=="],
        " ", "\t", ",", "=", "Bearer", "Basic", "\0", "\u00e9");

    private async Task<TokenScene> SceneAsync()
    {
        var scene = new TokenScene(server);
        await scene.AcceptAsync(scene.Valid());
        return scene;
    }

    private static bool Accepts(TokenScene scene, string token)
    {
        // The keys are here, and what a kid is not known by is asked for by a clock that stands still: three times.
        var pending = scene.Validator.ValidateAsync(token, TestContext.Current.CancellationToken);
        var result = pending.IsCompletedSuccessfully ? pending.Result : pending.AsTask().GetAwaiter().GetResult();
        result.Token?.CreateIdentity("Mesh").Claims.Count().ShouldBePositive();
        return result.IsValid;
    }

    private static bool PlatformReads(byte[] bytes, out int count)
    {
        count = 0;
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return false;
            }

            count = document.RootElement.GetPropertyCount();
            ReadStrings(document.RootElement);
            return true;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The platform finds lone surrogates only where somebody reads the string.</summary>
    private static void ReadStrings(JsonElement element)
    {
        foreach (var property in element.ValueKind == JsonValueKind.Object ? [.. element.EnumerateObject()] : Array.Empty<JsonProperty>())
        {
            property.Name.ShouldNotBeNull();
            ReadStrings(property.Value);
        }

        foreach (var item in element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : Array.Empty<JsonElement>())
        {
            ReadStrings(item);
        }

        if (element.ValueKind == JsonValueKind.String)
        {
            _ = element.GetString();
        }
    }
}
