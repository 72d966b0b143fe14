namespace MeshFunctions.Tests.Properties;

/// <summary>Bytes that are written as text, so that what changes texts changes bytes.</summary>
internal static class HexText
{
    /// <summary>Two hexadecimal digits a byte; any other character is the byte of its code.</summary>
    public static byte[] Bytes(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = new List<byte>(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (at + 1 < text.Length && char.IsAsciiHexDigit(text[at]) && char.IsAsciiHexDigit(text[at + 1]))
            {
                bytes.Add(Convert.FromHexString(text.AsSpan(at, 2))[0]);
                at++;
            }
            else
            {
                bytes.Add((byte)text[at]);
            }
        }

        return [.. bytes];
    }
}
