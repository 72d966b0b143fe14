using MeshFunctions.Identity.Xfcc;

namespace MeshFunctions.Tests.Properties;

public sealed class XfccHeaderProperties
{
    private const string Hash = "18842bff6814555c6ff33464b7498ae73c101ea651352fcd6cb28b3b0026aa0d";

    [Fact]
    public void TryParse_never_throws_and_what_it_prints_is_the_same_pairs() => PropertyRun.Check(
        static text =>
        {
            if (!XfccHeader.TryParse(text, out var header))
            {
                return false;
            }

            header.Count.ShouldBeInRange(1, XfccHeader.MaxElements);
            XfccHeader.TryParse(header.ToString(), out var again).ShouldBeTrue();
            again.Count.ShouldBe(header.Count);
            for (var index = 0; index < header.Count; index++)
            {
                Pairs(again[index]).ShouldBe(Pairs(header[index]));
            }

            return true;
        },
        [
            $"By=spiffe://cluster.local/ns/orders/sa/api;Hash={Hash};Subject=\"CN=web\";URI=spiffe://cluster.local/ns/pay/sa/web",
            $"By=a:b;By=c:d;Hash={Hash};Cert=\"-----BEGIN%20CERTIFICATE\";Subject=\"\";URI=;DNS=a.b;DNS=c.d,Hash={Hash};Subject=\"CN=\\\"a\\\",O=b\";URI=x:y",
            "Foo=bar;URI=http://a?b=c,URI=x",
        ],
        "URI=",
        ";URI=",
        ",By=",
        $"Hash={Hash}",
        ";",
        ",",
        "=",
        "\"",
        "\\\"",
        "\\",
        "DNS=");

    private static List<string> Pairs(XfccElement element)
    {
        List<string> pairs = [];
        foreach (var pair in element.Pairs)
        {
            pairs.Add($"{pair.Key} {(pair.Key == XfccKey.Unknown ? pair.Name.ToString() : "")} {pair.Value}");
        }

        return pairs;
    }
}
