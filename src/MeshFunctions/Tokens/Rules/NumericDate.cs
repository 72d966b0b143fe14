using System.Globalization;
using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens.Rules;

/// <summary>Times in tokens (RFC 7519 §2): seconds since 1970, also with a fraction or an exponent.</summary>
internal static class NumericDate
{
    /// <summary>2^53: up to here every whole number has a double of its own.</summary>
    private const double Max = 9007199254740992;

    /// <summary>Whole numbers of so many digits are below it.</summary>
    private const int SureDigits = 15;

    /// <summary>Reads a time; false when it is no number, negative or too large. Never throws, however many digits there are.</summary>
    public static bool TryRead(JsonValue value, out double seconds)
    {
        seconds = 0;
        if (value.Kind != JsonKind.Number || value.Raw[0] == '-')
        {
            return false;
        }

        // Nearly all of them.
        if (value.Raw.Length <= SureDigits && !value.Raw.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            seconds = Whole(value.Raw);
            return true;
        }

        return double.TryParse(value.Raw, NumberStyles.Float, CultureInfo.InvariantCulture, out seconds) && seconds is >= 0 and <= Max;
    }

    /// <summary>The moment, no later than the calendar's last.</summary>
    public static DateTimeOffset ToMoment(double seconds) =>
        seconds >= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.MaxValue : DateTimeOffset.UnixEpoch.AddSeconds(seconds);

    private static long Whole(ReadOnlySpan<byte> digits)
    {
        var number = 0L;
        foreach (var digit in digits)
        {
            number = (number * 10) + (digit - '0');
        }

        return number;
    }
}
