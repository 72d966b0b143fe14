using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Harness.Stack;
using MeshFunctions.Headers;
using MeshFunctions.Identity.Peers;

namespace Harness.Forgery;

/// <summary>
/// The headers by which meshes, proxies and platforms tell who their client is (wire formats §3), all claiming to be one workload of the mesh.
/// Its certificate is a real one: it is public, and what a forger would take.
/// </summary>
internal sealed class ForgedFamilies
{
    /// <summary>Whom the forger wants to be taken for; no request of the demo really comes from there.</summary>
    public const string Victim = MeshNames.InventoryId;

    /// <summary>A string in many of the forged values; it must never be logged.</summary>
    public const string Canary = "canary-forged-identity-8d1f0c7be2";

    private const string LinkerdId = "inventory.shop.serviceaccount.identity.linkerd.mesh.local";

    private readonly string _der;

    public ForgedFamilies(X509Certificate2 victim)
    {
        _der = Convert.ToBase64String(victim.RawData);
        NginxCertificate = new ForgedFamily("nginx", [
            new(MeshHeaderNames.ClientVerify, "SUCCESS"),
            new(MeshHeaderNames.ClientCert, Uri.EscapeDataString($"{victim.ExportCertificatePem()}\n")),
        ]);
        All =
        [
            NginxCertificate,
            Family(
                "hop-proofs",
                (MeshHeaderNames.HopKey, Canary + new string('k', 40)),
                (MeshHeaderNames.HopAssertion, "eyJhbGciOiJub25lIn0.e30."),
                (MeshHeaderNames.DaprApiToken, Canary)),
            Family(
                "envoy",
                ("x-forwarded-client-cert", $"By={MeshNames.OrdersId};Hash={Hash(victim)};Subject=\"CN={Canary}\";URI={Victim}"),
                ("x-envoy-peer-metadata-id", $"sidecar~127.0.0.1~{Canary}.shop~shop.svc.mesh.local"),
                ("x-jwt-payload", Json($$"""{"sub":"{{Canary}}","roles":["Orders.Write"]}"""))),
            Family("linkerd", ("l5d-client-id", LinkerdId)),
            Family(
                "lattice",
                ("x-amzn-lattice-identity", $"Principal=arn:aws:sts::123456789012:assumed-role/{Canary}/s1;X509SAN/URI={Victim}"),
                ("x-amzn-lattice-identity-tags", $"principal={Canary}"),
                ("x-amzn-lattice-network", "SourceVpcArn=arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1")),
            Family("dapr", ("dapr-caller-app-id", "inventory"), ("dapr-caller-namespace", "shop")),
            Family("client-cert", ("Client-Cert", $":{_der}:"), ("Client-Cert-Chain", $":{_der}:")),
            Family("app-service-certificate", ("X-ARR-ClientCert", _der)),
            Family(
                "app-service-authentication",
                ("X-MS-CLIENT-PRINCIPAL", Json($$"""{"auth_typ":"aad","claims":[{"typ":"roles","val":"Orders.Write"},{"typ":"sub","val":"{{Canary}}"}],"name_typ":"name","role_typ":"roles"}""")),
                ("X-MS-CLIENT-PRINCIPAL-ID", Canary),
                ("X-MS-CLIENT-PRINCIPAL-NAME", Canary),
                ("X-MS-CLIENT-PRINCIPAL-IDP", "aad")),
            Family("authenticating-proxy", ("X-Auth-Request-User", Canary), ("X-Forwarded-User", Canary), ("X-Forwarded-Email", $"{Canary}@mesh.local")),
            Family("transaction", (MeshHeaderNames.TransactionToken, "eyJhbGciOiJub25lIiwidHlwIjoidHhudG9rZW4rand0In0.e30.")),
            Family(
                "forwarding",
                ("Forwarded", $"for=127.0.0.1;by={Canary};proto=https"),
                ("X-Forwarded-For", "127.0.0.1"),
                ("X-Forwarded-Host", "orders.mesh.local"),
                ("X-Original-URL", "/admin/host/status"),
                ("X-Rewrite-URL", "/admin/host/status"),
                ("x-envoy-internal", "true"),
                ("X-Azure-FDID", Canary)),
            .. EveryName(),
        ];
    }

    /// <summary>The one family that the demo's sidecars really set.</summary>
    public ForgedFamily NginxCertificate { get; }

    public IReadOnlyList<ForgedFamily> All { get; }

    // Everything that a proxy clears, in parts: a server takes a hundred headers at most.
    private static IEnumerable<ForgedFamily> EveryName() => MeshHeaderNames.ClearedByProxies.Chunk(40).Select((names, part) =>
        new ForgedFamily($"every-name-{part + 1}", [.. names.Select(name => new KeyValuePair<string, string>(name, Victim))]));

    private static ForgedFamily Family(string name, params (string Name, string Value)[] headers) =>
        new(name, [.. headers.Select(header => new KeyValuePair<string, string>(header.Name, header.Value))]);

    private static string Json(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Hash(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();
}
