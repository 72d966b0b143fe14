using System.Buffers.Text;
using System.Text.Json;

namespace Cloud.Tests;

/// <summary>A token taken apart, unverified.</summary>
internal static class Jws
{
    public static JsonElement Header(string token) => Part(token, 0);

    public static JsonElement Claims(string token) => Part(token, 1);

    private static JsonElement Part(string token, int index) => JsonElement.Parse(Base64Url.DecodeFromChars(token.Split('.')[index]));
}
