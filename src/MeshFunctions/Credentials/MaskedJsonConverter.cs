using System.Text.Json;
using System.Text.Json.Serialization;

namespace MeshFunctions.Credentials;

/// <summary>Writes <c>"***"</c> in place of a secret, and refuses to make one from JSON.</summary>
internal sealed class MaskedJsonConverter<TSecret> : JsonConverter<TSecret>
    where TSecret : class
{
    public override TSecret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("A leased secret cannot be read from JSON.");

    public override void Write(Utf8JsonWriter writer, TSecret value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Masked.Text);
}
