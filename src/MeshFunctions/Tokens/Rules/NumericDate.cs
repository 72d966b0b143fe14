using System.Globalization;
using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens.Rules;

/// <summary>Times in tokens (RFC 7519 §2): seconds since 1970, also with a fraction or an exponent.</summary>
internal static class NumericDate
{
    /// <summary>2^53: up to here every whole number has a double of its own.</summary>
    private const double Max = 9007199254740992;

    /// <summary>Reads a time; false when it is no number, negative or too large. Never throws, however many digits there are.</summary>
    public static bool TryRead(JsonValue value, out double seconds)
    {
        seconds = 0;
        return value.Kind == JsonKind.Number
            && value.Raw[0] != '-'
            && double.TryParse(value.Raw, NumberStyles.Float, CultureInfo.InvariantCulture, out seconds)
            && seconds is >= 0 and <= Max;
    }

    /// <summary>The moment, no later than the calendar's last.</summary>
    public static DateTimeOffset ToMoment(double seconds) =>
        seconds >= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.MaxValue : DateTimeOffset.UnixEpoch.AddSeconds(seconds);
}
