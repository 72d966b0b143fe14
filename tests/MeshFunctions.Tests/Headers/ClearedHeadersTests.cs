using System.Text.RegularExpressions;
using MeshFunctions.Headers;

namespace MeshFunctions.Tests.Headers;

public sealed partial class ClearedHeadersTests
{
    [Fact]
    public void ClearedByProxies_holds_each_name_once_in_a_form_that_Nginx_takes()
    {
        MeshHeaderNames.ClearedByProxies.ShouldBeUnique(StringComparer.OrdinalIgnoreCase);
        MeshHeaderNames.ClearedByProxies.ShouldAllBe(name => HeaderName().IsMatch(name));
    }

    [Fact]
    public void ClearedByProxies_covers_every_proof_and_identity_header_that_is_ever_read()
    {
        foreach (var rule in HeaderRule.All.Where(rule => rule.Kind is HeaderKind.Proof or HeaderKind.Identity))
        {
            MeshHeaderNames.ClearedByProxies.ShouldContain(rule.Name, StringComparer.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("traceparent")]
    [InlineData("tracestate")]
    [InlineData("x-request-id")]
    [InlineData("Authorization")]
    public void ClearedByProxies_leaves_what_proxies_decide_about_by_rule(string name) =>
        MeshHeaderNames.ClearedByProxies.ShouldNotContain(name, StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex("^[A-Za-z0-9-]+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeaderName();
}
