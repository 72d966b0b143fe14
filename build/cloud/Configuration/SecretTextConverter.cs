using System.Text.Json;
using System.Text.Json.Serialization;

namespace LocalCloud.Configuration;

internal sealed class SecretTextConverter : JsonConverter<SecretText>
{
    public override SecretText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } value
            ? new SecretText(value)
            : throw new JsonException("a secret must be a string that is not empty");

    public override void Write(Utf8JsonWriter writer, SecretText value, JsonSerializerOptions options) => writer.WriteStringValue("***");
}
