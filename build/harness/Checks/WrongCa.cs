using System.Net;
using System.Security.Cryptography.X509Certificates;
using Harness.Forgery;
using Harness.Requests;
using Harness.Stack;

namespace Harness.Checks;

/// <summary>6: a sidecar admits leaves of the mesh's own CA only.</summary>
internal sealed class WrongCa : ICheck
{
    private static readonly Uri WhoAmIPath = new("/api/whoami", UriKind.Relative);

    public string Title => "a client certificate of another CA at a sidecar: refused";

    public async Task RunAsync(CheckContext context, Findings findings, CancellationToken cancellationToken)
    {
        findings.Expect(await RefusesAsync(context, context.Stack.Pki.Foreign, cancellationToken), "a leaf of another CA was admitted");
        findings.Expect(await RefusesAsync(context, null, cancellationToken), "a client without a certificate was admitted");

        using HttpClient member = Sidecar(context, context.Stack.Pki.Inventory);
        WhoAmI seen = await Ask.WhoAmIAsync(member, [], cancellationToken);
        findings.Expect(seen is { Proven: true, Peer: ForgedFamilies.Victim }, $"control: a leaf of the mesh is seen as {seen}");
    }

    private static async Task<bool> RefusesAsync(CheckContext context, X509Certificate2? certificate, CancellationToken cancellationToken)
    {
        using HttpClient client = Sidecar(context, certificate);
        try
        {
            // Nginx finishes the handshake and refuses the request on it, as TLS 1.3 has it.
            Answer answer = await Ask.GetAsync(client, WhoAmIPath, [], cancellationToken);
            return answer.Status == HttpStatusCode.BadRequest && answer.Text("hop") is null && answer.Body.Contains("SSL certificate", StringComparison.Ordinal);
        }
        catch (HttpRequestException error)
        {
            return error.HttpRequestError == HttpRequestError.SecureConnectionError;
        }
    }

    private static HttpClient Sidecar(CheckContext context, X509Certificate2? certificate) =>
        MeshClient.Sidecar("orders", context.Stack.Ports.OrdersSidecar, context.Stack.Pki.MeshCa, certificate);
}
