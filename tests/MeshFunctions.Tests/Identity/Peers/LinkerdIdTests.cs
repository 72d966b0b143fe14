using MeshFunctions.Identity;
using MeshFunctions.Identity.Peers;

namespace MeshFunctions.Tests.Identity.Peers;

/// <summary>Wire formats §3.3.</summary>
public sealed class LinkerdIdTests
{
    [Theory]
    [InlineData("web.pay.serviceaccount.identity.linkerd.cluster.local", "web", "pay", "cluster.local")]
    [InlineData("my.web.app.pay.serviceaccount.identity.linkerd.cluster.local", "my.web.app", "pay", "cluster.local")]
    [InlineData("default.default.serviceaccount.identity.linkerd-2.mesh", "default", "default", "mesh")]
    [InlineData("0-a.1.serviceaccount.identity.l5d.a.b.c.d", "0-a", "1", "a.b.c.d")]
    public void TryParse_identity_as_Linkerd_writes_it_is_read(string text, string account, string @namespace, string trustDomain)
    {
        LinkerdId.TryParse(text, out var id).ShouldBeTrue();

        id.ServiceAccount.ToString().ShouldBe(account);
        id.Namespace.ToString().ShouldBe(@namespace);
        id.TrustDomain.ToString().ShouldBe(trustDomain);
        id.ToString().ShouldBe(text);
    }

    [Fact]
    public void TryParse_account_that_looks_like_another_workload_is_read_from_the_right()
    {
        const string Text = "admin.kube-system.serviceaccount.identity.linkerd.cluster.local.evil.serviceaccount.identity.linkerd.cluster.local";
        LinkerdId.TryParse(Text, out var id).ShouldBeTrue();

        id.Namespace.ToString().ShouldBe("evil");
        id.ServiceAccount.ToString().ShouldBe("admin.kube-system.serviceaccount.identity.linkerd.cluster.local");
        id.TrustDomain.ToString().ShouldBe("cluster.local");
        PeerName.Of(id).ToString().ShouldBe("linkerd:" + Text, "the whole text is the name, so it is nobody else's");
    }

    [Theory]
    [InlineData("")]
    [InlineData("web")]
    [InlineData(".")]
    [InlineData("web.pay.serviceaccount.identity.linkerd")]
    [InlineData("web.pay.serviceaccount.identity.linkerd.")]
    [InlineData("web.pay.serviceaccount.identity..cluster.local")]
    [InlineData("web.serviceaccount.identity.linkerd.cluster.local")]
    [InlineData(".pay.serviceaccount.identity.linkerd.cluster.local")]
    [InlineData("web..serviceaccount.identity.linkerd.cluster.local")]
    [InlineData("web.pay.serviceaccount.identity.linkerd.cluster..local")]
    [InlineData("web.pay.serviceaccount.identity.linkerd.cluster.local.")]
    [InlineData("Web.pay.serviceaccount.identity.linkerd.cluster.local")]
    [InlineData("web.pay.ServiceAccount.identity.linkerd.cluster.local")]
    [InlineData("web.pay.serviceaccount.identity.linkerd.Cluster.local")]
    [InlineData("web.pay.user.identity.linkerd.cluster.local")]
    [InlineData("-web.pay.serviceaccount.identity.linkerd.cluster.local")]
    [InlineData("web-.pay.serviceaccount.identity.linkerd.cluster.local")]
    [InlineData("web_1.pay.serviceaccount.identity.linkerd.cluster.local")]
    [InlineData("web.pay.serviceaccount.identity.linkerd.cluster.local,web.pay.serviceaccount.identity.linkerd.cluster.local")]
    [InlineData(" web.pay.serviceaccount.identity.linkerd.cluster.local")]
    [InlineData("web.pay.serviceaccount.identity.linkerd.cluster.local\n")]
    [InlineData("web.pay.serviceaccount.identity.linkerd.cluster.local:4143")]
    [InlineData("w\u00e9b.pay.serviceaccount.identity.linkerd.cluster.local")]
    [InlineData("*.pay.serviceaccount.identity.linkerd.cluster.local")]
    public void TryParse_anything_else_is_invalid(string text)
    {
        LinkerdId.TryParse(text, out var id).ShouldBeFalse();
        id.ShouldBe(default);
    }

    [Fact]
    public void TryParse_label_over_63_and_name_over_253_are_invalid_and_at_the_limit_valid()
    {
        const string Rest = ".pay.serviceaccount.identity.linkerd.cluster.local";
        LinkerdId.TryParse(new string('a', 63) + Rest, out _).ShouldBeTrue();
        LinkerdId.TryParse(new string('a', 64) + Rest, out _).ShouldBeFalse();

        var filler = string.Concat(Enumerable.Repeat("abcdefg.", 25)) + "ab";
        (filler + Rest).Length.ShouldBe(252);
        LinkerdId.TryParse("a" + filler + Rest, out _).ShouldBeTrue();
        LinkerdId.TryParse("aa" + filler + Rest, out _).ShouldBeFalse();
    }
}
