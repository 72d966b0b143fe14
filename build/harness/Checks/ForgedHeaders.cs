using System.Net;
using System.Text.Json.Nodes;
using Harness.Forgery;
using Harness.Requests;
using Harness.Stack;
using MeshFunctions.Headers;

namespace Harness.Checks;

/// <summary>5: forged identity headers give nobody an identity, at the front door or past it; with the real hop key the same headers do.</summary>
internal sealed class ForgedHeaders : ICheck
{
    private static readonly Uri Item = new("/api/items/tea-green-100", UriKind.Relative);

    public string Title => "forged identity headers: never the forged identity";

    public async Task RunAsync(CheckContext context, Findings findings, CancellationToken cancellationToken)
    {
        foreach (ForgedFamily family in context.Forged.All)
        {
            WhoAmI seen = await Ask.WhoAmIAsync(context.Edge, family.Headers, cancellationToken);
            bool real = seen is { Proven: true, Hop: MeshNames.Hop, Peer: MeshNames.EdgeId, Caller: null };
            findings.Expect(real, $"{family} through the edge: {seen}");
            await ExpectNobodyAsync(context.Orders, "orders", family, findings, cancellationToken);
            await ExpectNobodyAsync(context.Inventory, "inventory", family, findings, cancellationToken);
        }

        int shapes = await ForgedShapes.RunAsync(context, findings, cancellationToken);
        await ControlAsync(context, findings, cancellationToken);
        await CatalogAsync(context, findings, cancellationToken);
        Answer order = await Ask.OrderAsync(context.Orders, await context.Cloud.WriterAsync(cancellationToken), cancellationToken);
        findings.Expect(order.Status == HttpStatusCode.Forbidden, $"a valid token at the app's own port was answered {(int)order.Status}: {order.Body}");
        findings.Note($"{context.Forged.All.Count} families, {shapes} requests in odd shapes by HTTP/1.1 and HTTP/2");
    }

    private static async Task ExpectNobodyAsync(
        HttpClient app,
        string name,
        ForgedFamily family,
        Findings findings,
        CancellationToken cancellationToken)
    {
        WhoAmI seen = await Ask.WhoAmIAsync(app, family.Headers, cancellationToken);
        findings.Expect(seen is { Proven: false, Hop: null, Peer: null, Caller: null }, $"{family} at the port of {name}: {seen}");
    }

    private static async Task ControlAsync(CheckContext context, Findings findings, CancellationToken cancellationToken)
    {
        KeyValuePair<string, string> key = new(MeshHeaderNames.HopKey, context.Stack.Secrets.OrdersHopKey);
        WhoAmI seen = await Ask.WhoAmIAsync(context.Orders, [.. context.Forged.NginxCertificate.Headers, key], cancellationToken);
        bool believed = seen is { Proven: true, Hop: MeshNames.Hop, Peer: ForgedFamilies.Victim, Caller: null };
        findings.Expect(believed, $"control: the certificate headers with the real hop key at the port of orders: {seen}");
    }

    private static async Task CatalogAsync(CheckContext context, Findings findings, CancellationToken cancellationToken)
    {
        ForgedFamilies orders = new(context.Stack.Pki.Orders);
        string token = await context.Cloud.MintAsync(
            new JsonObject { ["issuer"] = "entra", ["audience"] = MeshNames.CatalogAudience, ["roles"] = new JsonArray(MeshNames.CatalogRole) },
            cancellationToken);
        KeyValuePair<string, string>[] forged = [.. orders.NginxCertificate.Headers, .. Ask.Bearer(token)];
        Answer refused = await Ask.GetAsync(context.Catalog, Item, forged, cancellationToken);
        findings.Expect(refused.Status == HttpStatusCode.Forbidden, $"the port of catalog answered {(int)refused.Status}: {refused.Body}");

        KeyValuePair<string, string> key = new(MeshHeaderNames.HopKey, context.Stack.Secrets.CatalogHopKey);
        Answer answered = await Ask.GetAsync(context.Catalog, Item, [.. forged, key], cancellationToken);
        findings.Expect(answered.Status == HttpStatusCode.OK, $"control: with the real hop key the port of catalog answered {(int)answered.Status}: {answered.Body}");
    }
}
