using System.Globalization;
using LocalCloud.Pki;
using MeshFunctions.Tests.Hosting.Functions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Tests.Hosting;

/// <summary>Many requests at once through one app, each with an identity and a trace of its own: nobody ever gets another's.</summary>
public abstract class ConcurrencyScenes(MeshAppFixture mesh)
{
    private const int Requests = 100_000;
    private const int Connections = 32;
    private const int Identities = 16;
    private const string ClientTraces = "0000000000000000";
    private const long AllowedGrowth = 32 * 1024 * 1024;

    [Fact]
    public async Task Requests_of_alternating_identities_and_traces_never_mix()
    {
        List<(string Id, string Certificate)> peers = [];
        List<(string Subject, string Token)> callers = [];
        for (var number = 0; number < Identities; number++)
        {
            var id = $"spiffe://mesh.local/ns/load/sa/workload-{number.ToString(CultureInfo.InvariantCulture)}";
            using var leaf = mesh.Leaf(id);
            peers.Add((id, MeshAppFixture.Escaped(leaf)));
            var subject = $"caller-{number.ToString(CultureInfo.InvariantCulture)}";
            callers.Add((subject, mesh.Cloud.Mint(new() { Subject = subject, Audience = "api://orders" })));
        }

        // The tests' log keeps every line.
        await using var app = await mesh.StartAppAsync(services: services => services.AddLogging(logging => logging.ClearProviders()));
        using var connections = new SocketsHttpHandler { MaxConnectionsPerServer = Connections, ActivityHeadersPropagator = null, UseProxy = false };
        using var client = new HttpClient(connections) { BaseAddress = app.Client.BaseAddress };
        var next = 0;
        long before = 0;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            for (var number = Interlocked.Increment(ref next); number <= Requests; number = Interlocked.Increment(ref next))
            {
                if (number == Requests / 10)
                {
                    Volatile.Write(ref before, GC.GetTotalMemory(forceFullCollection: true));
                }

                await OneAsync(client, number, peers[number % Identities], callers[number / 3 % Identities]);
            }
        }));

        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(AllowedGrowth);
    }

    private static async Task OneAsync(HttpClient client, int number, (string Id, string Certificate) peer, (string Subject, string Token) caller)
    {
        var proven = number % 5 != 0;
        var hasCaller = number % 7 != 0;
        var traceId = number.ToString("x32", CultureInfo.InvariantCulture);
        var requestId = $"request-{number.ToString(CultureInfo.InvariantCulture)}";
        using var request = new HttpRequestMessage(HttpMethod.Get, "open");
        request.Headers.TryAddWithoutValidation("X-Client-Verify", "SUCCESS");
        request.Headers.TryAddWithoutValidation("X-Client-Cert", peer.Certificate);
        request.Headers.TryAddWithoutValidation("traceparent", $"00-{traceId}-00000000000000{number % 255 + 1:x2}-01");
        request.Headers.TryAddWithoutValidation("x-request-id", requestId);
        if (proven)
        {
            MeshAppFixture.ThroughSidecar(request);
        }

        if (hasCaller)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + caller.Token);
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var view = MeshView.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        view.Peer.ShouldBe(proven ? peer.Id : null);
        view.Caller.ShouldBe(hasCaller ? caller.Subject : null);
        if (proven)
        {
            view.TraceId.ShouldBe(traceId);
            view.RequestId.ShouldBe(requestId);
        }
        else
        {
            view.TraceId.ShouldNotBe(traceId, StringComparer.Ordinal);

            // The host's own trace may be linked too; of those that clients began only this request's is.
            view.Links.Where(static link => link.StartsWith(ClientTraces, StringComparison.Ordinal)).ShouldBe([traceId]);
        }
    }
}
