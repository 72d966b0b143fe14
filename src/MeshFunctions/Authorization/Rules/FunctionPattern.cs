using System.IO.Enumeration;

namespace MeshFunctions.Authorization.Rules;

/// <summary>A function's name, in which <c>*</c> stands for any letters, none included; case does not count, as it does not for host and worker.</summary>
internal readonly record struct FunctionPattern
{
    private readonly string? _text;

    private FunctionPattern(string text) => _text = text;

    /// <summary>Reads a pattern; never throws.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out FunctionPattern pattern)
    {
        pattern = default;
        foreach (var letter in text)
        {
            // What a function's name may have, so that no letter has a meaning of its own for the comparison below.
            if (!char.IsLetterOrDigit(letter) && letter is not ('_' or '-' or '*'))
            {
                return false;
            }
        }

        if (text.IsEmpty)
        {
            return false;
        }

        pattern = new FunctionPattern(text.ToString());
        return true;
    }

    public bool Fits(string functionName) => _text is not null && FileSystemName.MatchesSimpleExpression(_text, functionName, ignoreCase: true);

    public override string ToString() => _text ?? "";
}
