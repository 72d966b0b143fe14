using System.Net.Http.Headers;
using MeshFunctions.Headers;
using MeshFunctions.Trust;
using Microsoft.Azure.Functions.Worker.Http;

namespace MeshFunctions.Tests.Headers;

/// <summary>Header collections of the worker, and what is read from them under the plan of one hop that sets Nginx's headers.</summary>
internal static class TestHeaders
{
    public static readonly HeaderPlan NginxPlan = IdentitySourceHeaders.PlanFor([new HopOptions { Sets = { IdentitySource.NginxCertificate } }]);

    public static readonly HeaderPlan BarePlan = IdentitySourceHeaders.PlanFor([]);

    public static readonly HopTrust.Proven Sidecar = new("sidecar", subject: null, [IdentitySource.NginxCertificate]);

    public static readonly HopTrust.Proven SetsNothing = new("edge", subject: null, []);

    public static readonly HopTrust.Unproven Unproven = new(UnprovenReason.ProofMissing);

    public static HttpHeaders Raw(params (string Name, string Value)[] headers)
    {
        var collection = new HttpHeadersCollection();
        foreach (var (name, value) in headers)
        {
            collection.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        return collection;
    }

    public static RequestHeaders Read(params (string Name, string Value)[] headers) => RequestHeaders.Read(Raw(headers), NginxPlan);

    /// <summary>A GET of <c>/api/orders?a=1</c> with these headers, as the trust stage gets it.</summary>
    public static TrustRequest Request(params (string Name, string Value)[] headers) => Request(Raw(headers));

    public static TrustRequest Request(HttpHeaders raw)
    {
        var fields = new HttpHeaderFields(raw);
        return new TrustRequest(RequestHeaders.Read(fields, NginxPlan), fields, "GET", new RequestTarget("/api/orders", "?a=1"), ConnectionCertificate: null);
    }
}
