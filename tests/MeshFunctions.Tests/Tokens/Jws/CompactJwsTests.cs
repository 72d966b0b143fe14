using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens.Jws;

public sealed class CompactJwsTests(KeyServer server)
{
    public static TheoryData<string, Func<string, string, string, string>> Shapes { get; } = new()
    {
        { "no dots", static (header, payload, signature) => $"{header}{payload}{signature}" },
        { "one dot", static (header, payload, _) => $"{header}.{payload}" },
        { "three dots", static (header, payload, signature) => $"{header}.{payload}.{signature}.{signature}" },
        { "a JWE's four dots", static (header, payload, signature) => $"{header}.{payload}.{signature}.{payload}.{signature}" },
        { "dot at the end", static (header, payload, signature) => $"{header}.{payload}.{signature}." },
        { "dot at the beginning", static (header, payload, signature) => $".{header}.{payload}.{signature}" },
        { "empty header", static (_, payload, signature) => $".{payload}.{signature}" },
        { "detached payload", static (header, _, signature) => $"{header}..{signature}" },
        { "empty signature", static (header, payload, _) => $"{header}.{payload}." },
        { "only dots", static (_, _, _) => ".." },
        { "nothing", static (_, _, _) => "" },
        { "JSON serialisation", static (header, payload, signature) => $$"""{"payload":"{{payload}}","protected":"{{header}}","signature":"{{signature}}"}""" },
        { "general JSON serialisation", static (header, payload, signature) => $$"""{"payload":"{{payload}}","signatures":[{"protected":"{{header}}","signature":"{{signature}}"}]}""" },
        { "with the scheme", static (header, payload, signature) => $"Bearer {header}.{payload}.{signature}" },
    };

    public static TheoryData<string, Func<string, string>> Spellings { get; } = new()
    {
        { "padding", static part => $"{part}=" },
        { "twice padded", static part => $"{part}==" },
        { "space behind", static part => $"{part} " },
        { "space in front", static part => $" {part}" },
        { "space inside", static part => part.Insert(4, " ") },
        { "newline", static part => $"{part}\n" },
        { "newline inside", static part => part.Insert(4, "\r\n") },
        { "tab", static part => $"{part}\t" },
        { "NUL", static part => $"{part}\0" },
        { "standard alphabet plus", static part => $"{part[..4]}+{part[5..]}" },
        { "standard alphabet slash", static part => $"{part[..4]}/{part[5..]}" },
        { "no ASCII", static part => $"{part[..4]}\u00e9{part[5..]}" },
        { "full-width letter", static part => $"{part[..4]}\uff21{part[5..]}" },
        { "unpaired surrogate", static part => $"{part[..4]}\ud800{part[5..]}" },
        { "length 1 mod 4", static part => $"{part[..(part.Length / 4 * 4)]}A" },
        { "percent-encoded", static part => $"{part[..4]}%41{part[5..]}" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task T26_token_ofAnotherShape_malformed(string shape, Func<string, string, string, string> reshape)
    {
        ArgumentNullException.ThrowIfNull(reshape);
        shape.ShouldNotBeNull();
        var scene = new TokenScene(server);
        var parts = scene.Valid().Build().Split('.');
        await scene.RefuseAsync(reshape(parts[0], parts[1], parts[2]), TokenError.Malformed);
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task T25_part_spelledOtherwise_malformed(string spelling, Func<string, string> respell)
    {
        ArgumentNullException.ThrowIfNull(respell);
        spelling.ShouldNotBeNull();
        var scene = new TokenScene(server);
        for (var i = 0; i < 3; i++)
        {
            var parts = scene.Valid().Build().Split('.');
            parts[i] = respell(parts[i]);
            await scene.RefuseAsync(string.Join('.', parts), TokenError.Malformed);
        }
    }

    /// <summary>Of the 4 or 16 texts that decode to the same bytes, only the canonical one is a token.</summary>
    [Fact]
    public async Task T25_part_withTrailingBits_malformed()
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var scene = new TokenScene(server);
        var tried = 0;
        for (var padding = 0; padding < 3; padding++)
        {
            // Names of three lengths, so that each part ends on every number of unused bits.
            var parts = scene.Valid().Header("x", new string('x', padding)).Claim("x", new string('x', padding)).Build().Split('.');
            for (var i = 0; i < 3; i++)
            {
                var unused = (parts[i].Length % 4) switch { 2 => 16, 3 => 4, _ => 1 };
                var last = Alphabet.IndexOf(parts[i][^1], StringComparison.Ordinal);
                for (var bits = 1; bits < unused; bits++)
                {
                    var changed = (string[])parts.Clone();
                    changed[i] = $"{parts[i][..^1]}{Alphabet[last + bits]}";
                    await scene.RefuseAsync(string.Join('.', changed), TokenError.Malformed);
                    tried++;
                }
            }
        }

        tried.ShouldBeGreaterThan(30);
    }

    [Fact]
    public async Task T36_token_over16KiB_refusedBeforeItIsSplit()
    {
        var scene = new TokenScene(server);
        var length = scene.Valid().Claim("x", "").Build().Length;
        var longest = scene.Valid().Claim("x", new string('x', (16384 - length) * 3 / 4)).Build();
        longest.Length.ShouldBeInRange(16380, 16384);
        (await scene.ValidateAsync(longest)).IsValid.ShouldBeTrue();

        await scene.RefuseAsync(scene.Valid().Claim("x", new string('x', 12300)), TokenError.TooLarge);
        await scene.RefuseAsync(new string('.', 16385), TokenError.TooLarge);
        await scene.RefuseAsync(new string('.', 16384), TokenError.Malformed);
        await scene.RefuseAsync(new string('A', 10_000_000), TokenError.TooLarge);
    }

    [Fact]
    public async Task T36_header_over4KiB_refused()
    {
        var scene = new TokenScene(server);
        var fixedLength = scene.Valid().Header("x", "").HeaderJsonText.Length;
        await scene.AcceptAsync(scene.Valid().Header("x", new string('x', 4096 - fixedLength)));
        await scene.RefuseAsync(scene.Valid().Header("x", new string('x', 4097 - fixedLength)), TokenError.TooLarge);
    }
}
