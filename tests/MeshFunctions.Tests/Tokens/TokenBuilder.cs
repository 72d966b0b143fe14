using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace MeshFunctions.Tests.Tokens;

/// <summary>Makes tokens, good and bad: every member as JSON text of your choice, and every part replaceable.</summary>
internal sealed class TokenBuilder
{
    private readonly List<(string Name, string Json)> _header = [];
    private readonly List<(string Name, string Json)> _payload = [];
    private readonly SigningKey _key;
    private string? _headerText;
    private string? _payloadText;

    public TokenBuilder(SigningKey key)
    {
        _key = key;
        Header("alg", key.Algorithm);
        Header("kid", key.KeyId);
    }

    public TokenBuilder Header(string name, object value) => HeaderJson(name, JsonSerializer.Serialize(value));

    public TokenBuilder HeaderJson(string name, string json) => Set(_header, name, json);

    public TokenBuilder WithoutHeader(string name) => Remove(_header, name);

    public TokenBuilder HeaderText(string text)
    {
        _headerText = text;
        return this;
    }

    public TokenBuilder Claim(string name, object value) => ClaimJson(name, JsonSerializer.Serialize(value));

    public TokenBuilder ClaimJson(string name, string json) => Set(_payload, name, json);

    public TokenBuilder Without(string name) => Remove(_payload, name);

    public TokenBuilder PayloadText(string text)
    {
        _payloadText = text;
        return this;
    }

    /// <summary>The payload as JSON, for tests that edit it.</summary>
    public string Payload => _payloadText ?? Text(_payload);

    public string HeaderJsonText => _headerText ?? Text(_header);

    public string Unsigned => $"{SigningKey.Encode(HeaderJsonText)}.{SigningKey.Encode(Payload)}";

    public string Build() => Build(_key.Sign(Encoding.ASCII.GetBytes(Unsigned)));

    public string Build(byte[] signature) => $"{Unsigned}.{Base64Url.EncodeToString(signature)}";

    /// <summary>Parts as bytes, for text that is no UTF-8.</summary>
    public string Build(byte[] header, byte[] payload)
    {
        var input = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload)}";
        return $"{input}.{Base64Url.EncodeToString(_key.Sign(Encoding.ASCII.GetBytes(input)))}";
    }

    private TokenBuilder Set(List<(string Name, string Json)> members, string name, string json)
    {
        var index = members.FindIndex(member => string.Equals(member.Name, name, StringComparison.Ordinal));
        if (index < 0)
        {
            members.Add((name, json));
        }
        else
        {
            members[index] = (name, json);
        }

        return this;
    }

    private TokenBuilder Remove(List<(string Name, string Json)> members, string name)
    {
        members.RemoveAll(member => string.Equals(member.Name, name, StringComparison.Ordinal)).ShouldBe(1);
        return this;
    }

    private static string Text(List<(string Name, string Json)> members) =>
        $"{{{string.Join(',', members.Select(member => $"{JsonSerializer.Serialize(member.Name)}:{member.Json}"))}}}";
}
