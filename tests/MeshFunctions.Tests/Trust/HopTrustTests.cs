using System.Reflection;
using MeshFunctions.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Trust;

public sealed class HopTrustTests
{
    [Fact]
    public void Proven_cannot_be_made_outside_the_library_and_is_the_only_grant()
    {
        typeof(HopTrust.Proven).GetConstructors(BindingFlags.Public | BindingFlags.Instance).ShouldBeEmpty();
        typeof(HopTrust.Unproven).GetConstructors(BindingFlags.Public | BindingFlags.Instance).ShouldBeEmpty();
        typeof(HopTrust).GetConstructors(BindingFlags.NonPublic | BindingFlags.Instance).ShouldAllBe(constructor => constructor.IsPrivate);
        typeof(HopTrust).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IHeaderGrant)))
            .ShouldBe([typeof(HopTrust.Proven)]);
    }

    [Fact]
    public void Covers_is_exactly_what_the_hop_sets()
    {
        IHeaderGrant nginx = new HopTrust.Proven("a", null, [IdentitySource.NginxCertificate]);
        IHeaderGrant nothing = new HopTrust.Proven("a", null, []);

        HeaderRule.All.Where(nginx.Covers).Select(rule => rule.Header.GetValueOrDefault()).ShouldBe([MeshHeader.ClientVerify, MeshHeader.ClientCert]);
        HeaderRule.All.Where(nothing.Covers).ShouldBeEmpty();
    }

    [Fact]
    public void Of_every_source_consists_of_identity_headers_only()
    {
        foreach (var source in Enum.GetValues<IdentitySource>())
        {
            var named = source is IdentitySource.JwtPayload or IdentitySource.ClaimHeaders or IdentitySource.Custom;
            IdentitySourceHeaders.Of(source).Count.ShouldBe(named ? 0 : IdentitySourceHeaders.Of(source).Distinct().Count());
            (named || IdentitySourceHeaders.Of(source).Count > 0).ShouldBeTrue("the configuration names the headers of the others");
            IdentitySourceHeaders.Of(source).ShouldAllBe(rule => rule.Kind == HeaderKind.Identity);
        }
    }

    [Fact]
    public void ToLabel_every_reason_has_its_own()
    {
        var labels = Enum.GetValues<UnprovenReason>().Select(reason => reason.ToLabel()).ToList();

        labels.ShouldBeUnique(StringComparer.Ordinal);
        labels.ShouldNotContain("other", StringComparer.Ordinal);
    }
}
