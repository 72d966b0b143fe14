using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Azure.Functions.Worker.Http;

namespace Benchmarks;

/// <summary>Twenty-five headers, as a sidecar sends them: a client's own, trace, token, hop key and certificate.</summary>
internal static class SidecarHeaders
{
    public const string KeyName = "mesh-hop-key";
    public const string Key = "0123456789abcdef0123456789abcdef";

    public static void AddTo(HttpHeadersCollection headers, string authorization)
    {
        foreach (var (name, value) in Sent(authorization, Certificate()))
        {
            headers.TryAddWithoutValidation(name, value);
        }
    }

    private static string Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=nginx", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddUri(new Uri("spiffe://mesh.local/ns/edge/sa/nginx"));
        names.AddDnsName("edge.mesh.local");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddHours(24));
        return Uri.EscapeDataString(certificate.ExportCertificatePem() + "\n");
    }

    private static IEnumerable<(string Name, string Value)> Sent(string authorization, string certificate) =>
    [
        ("host", "orders.mesh.local"), ("user-agent", "curl/7.88.1"), ("accept", "application/json"), ("accept-encoding", "gzip, br"), ("accept-language", "en"),
        ("content-type", "application/json"), ("content-length", "42"), ("connection", "keep-alive"), ("cache-control", "no-cache"), ("pragma", "no-cache"),
        ("origin", "https://shop.example.com"), ("referer", "https://shop.example.com/"), ("cookie", "session=0123456789abcdef"), ("x-forwarded-for", "127.0.0.1"),
        ("x-forwarded-proto", "https"), ("x-request-start", "t=1"), ("x-custom-one", "1"), ("x-custom-two", "2"),
        ("authorization", authorization),
        ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), ("tracestate", "rojo=00f067aa0ba902b7"), ("x-request-id", "req-1"),
        (KeyName, Key), ("x-client-verify", "SUCCESS"), ("x-client-cert", certificate),
    ];
}
