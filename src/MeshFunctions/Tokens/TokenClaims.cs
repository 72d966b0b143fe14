using System.Security.Claims;
using System.Text;
using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens;

/// <summary>Turns the members of a payload into claims: names as they are, a claim for each element of an array, objects as their JSON.</summary>
internal static class TokenClaims
{
    private const string JsonValueType = "JSON";

    public static List<TokenClaim> Read(JsonObject payload)
    {
        var claims = new List<TokenClaim>(payload.Count);
        for (var i = 0; i < payload.Count; i++)
        {
            var name = payload.Name(i).GetString();
            var value = payload.Value(i);
            if (value.Kind == JsonKind.Array)
            {
                var elements = new JsonElements(value);
                while (elements.TryNext(out var element))
                {
                    Add(claims, name, element);
                }
            }
            else
            {
                Add(claims, name, value);
            }
        }

        return claims;
    }

    private static void Add(List<TokenClaim> claims, string name, JsonValue value)
    {
        switch (value.Kind)
        {
            case JsonKind.Null:
                break;
            case JsonKind.String:
                claims.Add(new TokenClaim(name, value.GetString(), ClaimValueTypes.String));
                break;
            case JsonKind.True or JsonKind.False:
                claims.Add(new TokenClaim(name, Encoding.UTF8.GetString(value.Raw), ClaimValueTypes.Boolean));
                break;
            case JsonKind.Number:
                var isWhole = !value.Raw.ContainsAny(".eE"u8);
                claims.Add(new TokenClaim(name, Encoding.UTF8.GetString(value.Raw), isWhole ? ClaimValueTypes.Integer : ClaimValueTypes.Double));
                break;
            default:
                claims.Add(new TokenClaim(name, Encoding.UTF8.GetString(value.Raw), JsonValueType));
                break;
        }
    }
}
