using System.Text.Json;
using MeshFunctions.Outbound;

namespace MeshFunctions.Tests.Properties;

public sealed class ClaimsChallengeProperties
{
    [Fact]
    public void TryParse_never_throws_and_what_it_reads_is_a_json_object() => PropertyRun.Check(
        static text =>
        {
            if (!ClaimsChallenge.TryParse(text, out var claims))
            {
                claims.ShouldBeNull();
                return false;
            }

            claims.Length.ShouldBeLessThanOrEqualTo(ClaimsChallenge.MaxLength);
            using var json = JsonDocument.Parse(claims);
            json.RootElement.ValueKind.ShouldBe(JsonValueKind.Object);
            return true;
        },
        [
            "error=\"insufficient_claims\", claims=\"eyJhIjoxfQ==\"",
            "realm=\"\", authorization_uri=\"https://login.example/\", error=\"insufficient_claims\", claims=\"eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZX19fQ\"",
            "error=insufficient_claims,claims=eyJhIjoxfQ",
        ],
        ", ",
        "\"",
        "=",
        "claims=",
        "error=",
        "\\",
        "eyJ",
        "e30");
}
