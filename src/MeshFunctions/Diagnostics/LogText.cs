using System.Text;

namespace MeshFunctions.Diagnostics;

/// <summary>Makes text from outside fit for a log line: visible ASCII kept, everything else escaped, length capped.</summary>
internal static class LogText
{
    /// <summary>Longest text that is written; the rest becomes <c>…</c>.</summary>
    public const int MaxLength = 256;

    public static string? Safe(string? text)
    {
        if (text is null || (text.Length <= MaxLength && !text.AsSpan().ContainsAnyExceptInRange(' ', '~')))
        {
            return text;
        }

        var safe = new StringBuilder(MaxLength);
        foreach (var unit in text)
        {
            if (safe.Length >= MaxLength)
            {
                return safe.Append('…').ToString();
            }

            if (unit is >= ' ' and <= '~')
            {
                safe.Append(unit);
            }
            else
            {
                safe.Append("\\u").Append(((int)unit).ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return safe.ToString();
    }
}
