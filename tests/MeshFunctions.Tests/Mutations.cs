using FsCheck;
using FsCheck.Fluent;
using MeshFunctions.Tests.Properties;

namespace MeshFunctions.Tests;

/// <summary>
/// Text near a grammar: valid values cut, spliced, repeated and sprinkled with the grammar's own separators and with hostile characters, so that most
/// inputs get past a parser's first character. About one in six is left as it was.
/// </summary>
internal static class Mutations
{
    private const string Hostile = "\0\t\n\r \u0001\u001b\u007f\u0080\u00e9\u202e\ud800\uffff\"\\%,;=-_.:/?#@&+*|[]{}<>aAfFgGzZ019";

    /// <summary>Texts that grow from <paramref name="seeds"/>, where there are <paramref name="tokens"/> of the grammar with those thrown in.</summary>
    public static Gen<string> Of(string[] seeds, string[] tokens) =>
        from seed in Gen.Elements(seeds)
        from other in Gen.Elements(seeds)
        from count in Gen.Choose(0, 5)
        from steps in Gen.Choose(0, int.MaxValue).Two().ListOf(count)
        select steps.Aggregate(seed, (text, step) => Mutate(text, other, tokens, step.Item1, step.Item2));

    /// <summary>One such text, without FsCheck.</summary>
    public static string One(RepeatableDraws draws, string[] seeds, string[] tokens)
    {
        ArgumentNullException.ThrowIfNull(draws);
        var text = seeds[draws.Next(seeds.Length)];
        var other = seeds[draws.Next(seeds.Length)];
        for (var count = draws.Next(6); count > 0; count--)
        {
            text = Mutate(text, other, tokens, draws.Next(), draws.Next());
        }

        return text;
    }

    private static string Mutate(string text, string other, string[] tokens, int kind, int place)
    {
        if (tokens.Length > 0 && kind % 3 == 0)
        {
            return text.Insert(place % (text.Length + 1), tokens[kind / 3 % tokens.Length]);
        }

        var at = place % (text.Length + 1);
        var length = Math.Min(kind / 8 % 20, text.Length - at);
        var character = Hostile[place / 7 % Hostile.Length].ToString();
        return (kind % 8) switch
        {
            0 => text.Insert(at, character),
            1 => text.Remove(at, length),
            2 => text.Remove(at, Math.Min(1, text.Length - at)).Insert(at, character),
            3 => text.Insert(at, text.Substring(at, length)),
            4 => string.Concat(text.AsSpan(0, at), other.AsSpan(Math.Min(at, other.Length))),
            5 => text[..at] + text[at..].ToUpperInvariant(),
            6 => text + character + other,
            _ => text[..at],
        };
    }
}
