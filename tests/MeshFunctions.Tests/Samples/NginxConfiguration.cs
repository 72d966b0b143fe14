using System.Text;

namespace MeshFunctions.Tests.Samples;

/// <summary>Reads nginx configuration text into directives: words, quoted words, comments and blocks. Includes are left as directives.</summary>
internal static class NginxConfiguration
{
    /// <exception cref="FormatException">Quotes or braces do not match.</exception>
    public static NginxDirective Parse(string text)
    {
        var tokens = new Queue<string>(Tokens(text));
        IReadOnlyList<NginxDirective> directives = Block(tokens, nested: false);
        return new NginxDirective("main", [], directives);
    }

    private static List<NginxDirective> Block(Queue<string> tokens, bool nested)
    {
        var directives = new List<NginxDirective>();
        var words = new List<string>();
        while (tokens.TryDequeue(out string? token))
        {
            switch (token)
            {
                case ";":
                    directives.Add(new NginxDirective(words[0], [.. words[1..]], Block: null));
                    words.Clear();
                    break;
                case "{":
                    directives.Add(new NginxDirective(words[0], [.. words[1..]], Block(tokens, nested: true)));
                    words.Clear();
                    break;
                case "}" when nested && words.Count == 0:
                    return directives;
                case "}":
                    throw new FormatException("a closing brace without its opening one");
                default:
                    words.Add(Unmark(token));
                    break;
            }
        }

        return nested || words.Count > 0 ? throw new FormatException("the text ends within a block") : directives;
    }

    // Words begin with a mark, so that a quoted ";" is not taken for the end of a directive.
    private static string Unmark(string token) => token[1..];

    private static IEnumerable<string> Tokens(string text)
    {
        var word = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (word.Length == 0 && c is '"' or '\'')
            {
                int end = ClosingQuote(text, i);
                yield return "=" + text[(i + 1)..end].Replace($"\\{c}", $"{c}", StringComparison.Ordinal);
                i = end;
            }
            else if (word.Length == 0 && c == '#')
            {
                i = text.IndexOf('\n', i);
                i = i < 0 ? text.Length : i;
            }
            else if (char.IsWhiteSpace(c) || c is ';' or '{' or '}')
            {
                if (word.Length > 0)
                {
                    yield return "=" + word;
                    word.Clear();
                }

                if (!char.IsWhiteSpace(c))
                {
                    yield return c.ToString();
                }
            }
            else
            {
                word.Append(c);
            }
        }
    }

    private static int ClosingQuote(string text, int start)
    {
        for (int i = start + 1; i < text.Length; i++)
        {
            if (text[i] == text[start] && text[i - 1] != '\\')
            {
                return i;
            }
        }

        throw new FormatException("a quote is not closed");
    }
}
