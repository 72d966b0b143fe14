using System.Net;
using Harness.Requests;

namespace EndToEnd.Tests.Gatekeeper;

/// <summary>Requests to the app behind the gatekeeper.</summary>
internal static class GatedRequest
{
    public const string WhoAmIPath = "/account/whoami";
    public const string ProfilePath = "/account/profile";

    public static TheoryData<string> Versions => ["1.1", "2.0"];

    /// <summary>The path as it is written: no client may tidy it up first.</summary>
    public static async Task<Answer> SendAsync(HttpClient client, string target, IEnumerable<KeyValuePair<string, string>> headers, HttpMethod? method = null)
    {
        UriCreationOptions asWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };
        Uri address = new($"{client.BaseAddress!.GetLeftPart(UriPartial.Authority)}{target}", asWritten);
        using HttpRequestMessage request = new(method ?? HttpMethod.Get, address);
        return await Ask.SendAsync(client, request, headers, TestContext.Current.CancellationToken);
    }

    public static async Task<WhoAmI> WhoAmIAsync(HttpClient client, params IEnumerable<KeyValuePair<string, string>> headers) =>
        WhoAmI.Parse(await SendAsync(client, WhoAmIPath, headers));

    /// <summary>The answer is the edge's own, as a problem document.</summary>
    public static async Task<HttpResponseMessage> ExpectProblemAsync(HttpClient client, string target, string? authorization, HttpStatusCode status, HttpMethod? method = null)
    {
        using HttpRequestMessage request = new(method ?? HttpMethod.Get, new Uri(target, UriKind.Relative)) { Version = client.DefaultRequestVersion, VersionPolicy = client.DefaultVersionPolicy };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization).ShouldBeTrue();
        }

        HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(status);
        response.Version.ShouldBe(client.DefaultRequestVersion);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        return response;
    }
}
