using System.Globalization;
using System.Net;
using System.Text;
using Harness.Requests;
using Harness.Stack;
using MeshFunctions.Headers;

namespace Harness.Checks;

/// <summary>10: what Orders calls gets its trace and its token, wherever it redirects to within its origin; another origin gets nothing.</summary>
internal sealed class Outbound : ICheck
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static readonly Uri OrdersPath = new("/api/orders", UriKind.Relative);

    public string Title => "an outbound call carries trace and token to the listed host, and nothing to another origin that it redirects to";

    public async Task RunAsync(CheckContext context, Findings findings, CancellationToken cancellationToken)
    {
        MeshStack stack = context.Stack;
        await using RecordingPeer catalog = await RecordingPeer.StartAsync(stack.Pki.Catalog, cancellationToken);
        MeshPorts ports = stack.Ports with { CatalogSidecar = catalog.First, Orders = MeshPorts.Free().Orders };
        Uri address = MeshAddress.Http(ports.Orders);
        stack.Start(
            "orders-redirected",
            ["dotnet", stack.Layout.Orders],
            Path.GetDirectoryName(stack.Layout.Orders)!,
            new AppSettings(ports, stack.Cloud, stack.Pki, stack.Secrets).Orders());
        using HttpClient orders = MeshClient.Plain(address);
        await FirstAnswer.WaitAsync(orders, "/api/whoami", HttpStatusCode.OK, stack.ThrowIfAnyEnded, context.TimeProvider, cancellationToken);

        catalog.Redirect = string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{catalog.Second}/api/elsewhere");
        Answer astray = await OrderAsync(context, orders, cancellationToken);
        findings.Expect(astray.Status == HttpStatusCode.BadGateway, $"the redirect to another origin was answered {(int)astray.Status}: {astray.Body}");
        findings.Expect(catalog.Requests.Any(request => request.Port == catalog.First && Carries(request.Headers)), "the listed host did not get the trace and a token");

        catalog.Redirect = "/api/elsewhere";
        Answer followed = await OrderAsync(context, orders, cancellationToken);
        findings.Expect(followed.Status == HttpStatusCode.Created, $"control: the redirect within the origin was answered {(int)followed.Status}: {followed.Body}");
        findings.Expect(
            catalog.Requests.Any(request => request is { Path: "/api/elsewhere" } && Carries(request.Headers)), "control: the redirect within the origin lost the trace or the token");
        int strays = catalog.Requests.Count(request => request.Port == catalog.Second);
        findings.Expect(strays == 0, $"the other origin was asked {strays} times");
        findings.Note(string.Create(CultureInfo.InvariantCulture, $"{catalog.Requests.Count} requests at the listed host, {strays} at the other"));
    }

    // As the sidecar would pass it on.
    private static async Task<Answer> OrderAsync(CheckContext context, HttpClient orders, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, OrdersPath)
        {
            Content = new StringContent("""{"sku":"tea-green-100","quantity":1}""", Encoding.UTF8, "application/json"),
        };
        KeyValuePair<string, string>[] headers =
        [
            new(MeshHeaderNames.HopKey, context.Stack.Secrets.OrdersHopKey),
            new("X-Client-Verify", "SUCCESS"),
            new("X-Client-Cert", Uri.EscapeDataString(context.Stack.Pki.Edge.ExportCertificatePem())),
            new("traceparent", $"00-{Trace}-00f067aa0ba902b7-01"),
            .. Ask.Bearer(await context.Cloud.WriterAsync(cancellationToken)),
        ];
        return await Ask.SendAsync(orders, request, headers, cancellationToken);
    }

    private static bool Carries(IReadOnlyDictionary<string, string> headers) =>
        headers.GetValueOrDefault("traceparent")?.StartsWith($"00-{Trace}-", StringComparison.Ordinal) == true
        && headers.GetValueOrDefault("Authorization")?.StartsWith("Bearer eyJ", StringComparison.Ordinal) == true;
}
