using System.Diagnostics.CodeAnalysis;
using System.Text;
using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens;

/// <summary>The way to a claim: the name of a member, or several where it lies in objects.</summary>
internal sealed class ClaimPath
{
    private readonly byte[][] _names;

    private ClaimPath(byte[][] names) => _names = names;

    /// <summary>Name of the top-level member, as UTF-8.</summary>
    public ReadOnlySpan<byte> Root => _names[0];

    public static bool TryParse(string text, [NotNullWhen(true)] out ClaimPath? path)
    {
        var names = text.Contains("://", StringComparison.Ordinal) ? [text] : Split(text);
        path = names.TrueForAll(static name => !string.IsNullOrWhiteSpace(name)) ? new ClaimPath([.. names.Select(Encoding.UTF8.GetBytes)]) : null;
        return path is not null;
    }

    /// <summary>Finds the value; it is of kind <see cref="JsonKind.None"/> where there is none.</summary>
    /// <returns>False when the way leads through something that is no object.</returns>
    public bool TryResolve(JsonObject payload, out JsonValue value)
    {
        value = payload[_names[0]];
        foreach (var name in _names.AsSpan(1))
        {
            if (!value.Exists)
            {
                return true;
            }

            if (!StrictJson.TryReadObject(value.Raw, out var inner))
            {
                return false;
            }

            value = inner[name];
            inner.Dispose();
        }

        return true;
    }

    private static List<string> Split(string text)
    {
        var names = new List<string>();
        var name = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '.')
            {
                names.Add(name.ToString());
                name.Clear();
                continue;
            }

            var isEscapedDot = text[i] == '\\' && i + 1 < text.Length && text[i + 1] == '.';
            i += isEscapedDot ? 1 : 0;
            name.Append(text[i]);
        }

        names.Add(name.ToString());
        return names;
    }
}
