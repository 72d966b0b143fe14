using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using LocalCloud.Tokens;
using MeshFunctions.Tests.Properties;

namespace MeshFunctions.Tests.Hosting;

/// <summary>
/// The issuer's keys rotate by the real clock while requests go on, over real HTTPS: each new key is published three seconds before it signs, and every request brings a token signed that moment.
/// Ten thousand requests over five rotations; 10⁵ over fifty in the long run.
/// </summary>
public sealed class RotationTests(MeshAppFixture mesh) : IClassFixture<MeshAppFixture>
{
    private const int Clients = 4;

    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(3.5);

    private static int Rotations => PropertyRun.IsLong ? 50 : 5;

    private static int Requests => PropertyRun.IsLong ? 100_000 : 10_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task T39_rotation_underLoad_noValidTokenIsRefused()
    {
        var settings = MeshApp.Settings(mesh.Cloud);
        settings["MeshFunctions:Tokens:Issuers:users:ForcedRefreshInterval"] = "00:00:01";
        await using var app = await mesh.StartAppAsync(settings);
        mesh.Cloud.Requests.Clear();
        var answers = new ConcurrentDictionary<HttpStatusCode, int>();
        var sent = 0;
        var rotated = RotateAsync();
        await Task.WhenAll([rotated, .. Enumerable.Range(0, Clients).Select(_ => Task.Run(SendAsync, Ct))]);

        answers.Keys.ShouldBe([HttpStatusCode.OK]);
        sent.ShouldBeGreaterThanOrEqualTo(Requests);
        (await rotated).Count.ShouldBe(Rotations);

        // The first fetch, one for each rotation, and the two that the bucket holds besides.
        mesh.Cloud.Requests["GET /oidc/keys"].ShouldBeInRange(Rotations, Rotations + 3);

        async Task<HashSet<string>> RotateAsync()
        {
            var keys = new HashSet<string>(StringComparer.Ordinal);
            while (keys.Count < Rotations)
            {
                keys.Add(mesh.Cloud.Keys(CloudIssuer.Oidc).Rotate(Ahead));
                await Task.Delay(Apart, TimeProvider.System, Ct);
            }

            return keys;
        }

        async Task SendAsync()
        {
            while (!rotated.IsCompleted || Volatile.Read(ref sent) < Requests)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "guarded");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", mesh.Cloud.Mint(new TokenSpec { Subject = "wanda", Roles = ["Orders.Read"] }));
                using var response = await app.Client.SendAsync(request, Ct);
                answers.AddOrUpdate(response.StatusCode, 1, static (_, count) => count + 1);
                Interlocked.Increment(ref sent);
            }
        }
    }
}
