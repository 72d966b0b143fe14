using MeshFunctions.Headers;
using MeshFunctions.Identity;
using MeshFunctions.Tests.Headers;

namespace MeshFunctions.Tests.Identity;

public sealed class CertificateCacheTests
{
    private static readonly string Escaped = TestCertificates.Escaped(TestCertificates.Documented);

    [Fact]
    public void TryRead_same_value_is_read_once()
    {
        var cache = new CertificateCache(EscapedPem.TryDecode);

        cache.TryRead(Escaped, out var first).ShouldBeTrue();
        cache.TryRead(new string(Escaped), out var second).ShouldBeTrue();

        second.ShouldBeSameAs(first);
        cache.Count.ShouldBe(1);
    }

    [Fact]
    public void TryRead_invalid_value_is_not_remembered()
    {
        var cache = new CertificateCache(EscapedPem.TryDecode);

        cache.TryRead("garbage", out _).ShouldBeFalse();
        cache.TryRead(Escaped + "x", out _).ShouldBeFalse();

        cache.Count.ShouldBe(0);
    }

    [Fact]
    public void TryRead_many_different_values_stay_within_the_bound()
    {
        var cache = new CertificateCache(EscapedPem.TryDecode);

        // The same certificate in another spelling of its escapes is another value.
        for (var index = 0; index < CertificateCache.Capacity + 10; index++)
        {
            cache.TryRead(Respell(index), out _).ShouldBeTrue();
            cache.Count.ShouldBeLessThanOrEqualTo(CertificateCache.Capacity);
        }

        cache.Count.ShouldBeLessThan(CertificateCache.Capacity);
    }

    private static string Respell(int index)
    {
        var text = Escaped.ToCharArray();
        for (int at = 0, bit = 0; at < text.Length && bit < 12; at++)
        {
            if (text[at] == '%' && char.IsAsciiLetterUpper(text[at + 2]))
            {
                if ((index & (1 << bit++)) != 0)
                {
                    text[at + 2] = char.ToLowerInvariant(text[at + 2]);
                }
            }
        }

        return new string(text);
    }
}
