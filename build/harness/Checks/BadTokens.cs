using System.Net;
using System.Text.Json.Nodes;
using Harness.Requests;
using Harness.Stack;

namespace Harness.Checks;

/// <summary>4: an expired token and one for another audience.</summary>
internal sealed class BadTokens : ICheck
{
    public string Title => "expired and wrong-audience tokens: 401";

    public async Task RunAsync(CheckContext context, Findings findings, CancellationToken cancellationToken)
    {
        JsonObject expired = Wish();
        expired["lifetimeSeconds"] = -600;
        JsonObject foreign = Wish();
        foreign["audience"] = MeshNames.InventoryAudience;
        await ExpectAsync("expired", expired, HttpStatusCode.Unauthorized);
        await ExpectAsync("wrong-audience", foreign, HttpStatusCode.Unauthorized);

        // The same token without its fault passes, so it was the fault that was refused.
        await ExpectAsync("good", Wish(), HttpStatusCode.Created);

        async Task ExpectAsync(string what, JsonObject wish, HttpStatusCode status)
        {
            string token = await context.Cloud.MintAsync(wish, cancellationToken);
            Answer answer = await Ask.OrderAsync(context.Edge, token, cancellationToken);
            findings.Expect(answer.Status == status, $"the {what} token was answered {(int)answer.Status}: {answer.Body}");
            findings.Expect(
                status != HttpStatusCode.Unauthorized || answer.Challenge?.Contains("invalid_token", StringComparison.Ordinal) == true,
                $"the {what} token was answered without an invalid_token challenge: {answer.Challenge}");
        }
    }

    private static JsonObject Wish() => new()
    {
        ["issuer"] = "oidc",
        ["subject"] = MeshNames.Writer,
        ["audience"] = MeshNames.OrdersAudience,
        ["roles"] = new JsonArray(MeshNames.WriteRole),
    };
}
