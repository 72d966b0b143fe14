using System.Buffers;
using System.Security.Claims;
using System.Text;
using System.Text.Unicode;
using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens;

/// <summary>
/// The claims of a payload, found and not yet made: names as they are, a claim for each element of an array, objects as their JSON. Immutable.
/// </summary>
internal sealed class TokenClaims
{
    private const string JsonValueType = "JSON";
    private const int OnStack = 256;

    private readonly byte[] _payload;
    private readonly JsonMember[] _claims;

    private delegate bool Filter(JsonValue name);

    private TokenClaims(byte[] payload, JsonMember[] claims) => (_payload, _claims) = (payload, claims);

    public int Count => _claims.Length;

    /// <summary>Bytes that it takes, about.</summary>
    public int Weight => 64 + _payload.Length + (40 * _claims.Length);

    /// <summary>All of them.</summary>
    public static TokenClaims Read(ReadOnlySpan<byte> json, JsonObject payload) => Read(json, payload, static _ => true);

    /// <summary>All but those named like the role claim.</summary>
    public static TokenClaims ReadOthers(ReadOnlySpan<byte> json, JsonObject payload) => Read(json, payload, static name => !IsRoleClaim(name));

    /// <summary>The first claim of that name, ordinally, at <paramref name="from"/> or behind it; -1 where there is none.</summary>
    public int IndexOf(ReadOnlySpan<char> name, int from)
    {
        var most = Encoding.UTF8.GetMaxByteCount(name.Length);
        var rented = most > OnStack ? ArrayPool<byte>.Shared.Rent(most) : null;
        Span<byte> utf8 = rented ?? stackalloc byte[OnStack];

        // Half a character is in no payload, and must not become the one that stands for it.
        var isText = Utf8.FromUtf16(name, utf8, out _, out var length, replaceInvalidSequences: false) == OperationStatus.Done;
        var found = isText ? IndexOf(utf8[..length], from) : -1;
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return found;
    }

    public string Name(int index) => new JsonValue(_payload, _claims[index].Name).GetString();

    public string Value(int index)
    {
        var value = new JsonValue(_payload, _claims[index].Value);
        return value.IsString ? value.GetString() : Encoding.UTF8.GetString(value.Raw);
    }

    /// <summary>In the terms of <see cref="ClaimValueTypes"/>.</summary>
    public string ValueType(int index)
    {
        var value = new JsonValue(_payload, _claims[index].Value);
        return value.Kind switch
        {
            JsonKind.String => ClaimValueTypes.String,
            JsonKind.True or JsonKind.False => ClaimValueTypes.Boolean,
            JsonKind.Number => value.Raw.ContainsAny(".eE"u8) ? ClaimValueTypes.Double : ClaimValueTypes.Integer,
            _ => JsonValueType,
        };
    }

    private static TokenClaims Read(ReadOnlySpan<byte> json, JsonObject payload, Filter counts)
    {
        var claims = new List<JsonMember>(payload.Count);
        for (var i = 0; i < payload.Count; i++)
        {
            var name = payload.Name(i);
            if (!counts(name))
            {
                continue;
            }

            var value = payload.Value(i);
            var elements = new JsonElements(value);
            while (elements.TryNext(out var element))
            {
                Add(claims, name, element, value.Start);
            }

            if (value.Kind != JsonKind.Array)
            {
                Add(claims, name, value, 0);
            }
        }

        return new TokenClaims(json.ToArray(), [.. claims]);
    }

    private static void Add(List<JsonMember> claims, JsonValue name, JsonValue value, int offset)
    {
        if (value.Kind != JsonKind.Null)
        {
            claims.Add(new JsonMember(
                new JsonSlice(JsonKind.String, name.Start, name.Raw.Length, name.Escaped),
                new JsonSlice(value.Kind, offset + value.Start, value.Raw.Length, value.Escaped)));
        }
    }

    /// <summary>In whatever case, as others may look it up; the shortest form has one byte for each letter.</summary>
    private static bool IsRoleClaim(JsonValue name) =>
        name.Raw.Length >= TokenIdentity.RoleClaim.Length
        && (name.Escaped || name.Raw.Length == TokenIdentity.RoleClaim.Length || !Ascii.IsValid(name.Raw))
        && string.Equals(name.GetString(), TokenIdentity.RoleClaim, StringComparison.OrdinalIgnoreCase);

    private int IndexOf(ReadOnlySpan<byte> name, int from)
    {
        for (var i = from; i < _claims.Length; i++)
        {
            var own = _claims[i].Name;
            if ((own.Length == name.Length || own.Escaped) && JsonStrings.Equals(_payload.AsSpan(own.Start, own.Length), own.Escaped, name))
            {
                return i;
            }
        }

        return -1;
    }
}
