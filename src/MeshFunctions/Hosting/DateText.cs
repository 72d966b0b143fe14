using System.Globalization;

namespace MeshFunctions.Hosting;

/// <summary>Dates as the configuration writes them; without an offset they are UTC, whatever the machine's own zone.</summary>
internal static class DateText
{
    public const string Forms = "yyyy-MM-dd or yyyy-MM-ddTHH:mm:ss, in UTC unless an offset follows, for example 2026-12-01 or 2026-12-01T08:00:00+01:00";

    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"];

    /// <summary>Reads a date; never throws.</summary>
    public static bool TryParse(string text, out DateTimeOffset date) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out date);

    /// <summary>A good date in the one form that every reader takes alike.</summary>
    public static string Canonical(string text) => TryParse(text, out var date) ? date.ToString("o", CultureInfo.InvariantCulture) : text;
}
