using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MeshFunctions.Headers;
using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Identity.Vouched;

/// <summary>
/// The content of <c>X-MS-CLIENT-PRINCIPAL</c>: base64 of <c>{"auth_typ","claims":[{"typ","val"}],"name_typ","role_typ"}</c>. <c>claims</c> must be there, its
/// <c>typ</c> and <c>val</c> too; the rest may be missing or null; unknown members are ignored. The other form of the same header, that of Static Web Apps, is refused.
/// </summary>
internal sealed class EasyAuthPrincipal
{
    public const int MaxDepth = 8;

    private EasyAuthPrincipal(ImmutableArray<VouchedClaim> claims, ClaimTypeNames types)
    {
        Claims = claims;
        Types = types;
    }

    public ImmutableArray<VouchedClaim> Claims { get; }

    /// <summary>What <c>name_typ</c> and <c>role_typ</c> say, or the framework's types where they say nothing.</summary>
    public ClaimTypeNames Types { get; }

    /// <summary>Reads the header's value; never throws.</summary>
    public static bool TryParse(ReadOnlySpan<char> value, [NotNullWhen(true)] out EasyAuthPrincipal? principal)
    {
        principal = null;
        if (value.Length is 0 or > RequestHeaders.MaxValueLength)
        {
            return false;
        }

        var rented = ArrayPool<byte>.Shared.Rent(value.Length);
        var buffer = rented.AsSpan(0, value.Length);
        if (Base64Text.TryGetAscii(value, buffer) && Base64Text.TryDecode(buffer, out var length) && StrictJson.TryReadObject(buffer[..length], MaxDepth, out var json))
        {
            principal = Read(json);
            json.Dispose();
        }

        ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return principal is not null;
    }

    private static EasyAuthPrincipal? Read(JsonObject json)
    {
        if (IsOfStaticWebApps(json) || !TryReadType(json["auth_typ"u8], out _)
            || !TryReadType(json["name_typ"u8], out var name) || !TryReadType(json["role_typ"u8], out var role)
            || !TryReadClaims(json["claims"u8], out var claims))
        {
            return null;
        }

        var unsaid = ClaimTypeNames.OfFramework;
        return new EasyAuthPrincipal(claims, new ClaimTypeNames(name ?? unsaid.Name, role ?? unsaid.Role));
    }

    private static bool IsOfStaticWebApps(JsonObject json) =>
        json["identityProvider"u8].Exists || json["userId"u8].Exists || json["userDetails"u8].Exists || json["userRoles"u8].Exists;

    private static bool TryReadType(JsonValue value, out string? type)
    {
        type = value.IsText ? value.GetString() : null;
        return value.Kind is JsonKind.None or JsonKind.Null or JsonKind.String;
    }

    private static bool TryReadClaims(JsonValue value, out ImmutableArray<VouchedClaim> claims)
    {
        claims = [];
        if (value.Kind != JsonKind.Array)
        {
            return false;
        }

        var read = ImmutableArray.CreateBuilder<VouchedClaim>();
        var elements = new JsonElements(value);
        while (elements.TryNext(out var element))
        {
            if (!TryReadClaim(element, out var claim))
            {
                return false;
            }

            read.Add(claim);
        }

        claims = read.DrainToImmutable();
        return true;
    }

    private static bool TryReadClaim(JsonValue element, out VouchedClaim claim)
    {
        claim = default;
        if (element.Kind != JsonKind.Object || !StrictJson.TryReadObject(element.Raw, out var json))
        {
            return false;
        }

        var type = json["typ"u8];
        var value = json["val"u8];
        var whole = type.IsText && value.IsString;
        if (whole)
        {
            claim = new VouchedClaim(type.GetString(), value.GetString());
        }

        json.Dispose();
        return whole;
    }
}
