using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens;

/// <summary>Projected service-account tokens (wire formats §4.5).</summary>
public sealed class KubernetesIssuerTests(KeyServer server)
{
    public static TheoryData<string, string> OtherClaims { get; } = new()
    {
        { "absent", "null" },
        { "text", "\"shop\"" },
        { "another namespace", """{"namespace":"pay","serviceaccount":{"name":"orders"}}""" },
        { "another account", """{"namespace":"shop","serviceaccount":{"name":"admin"}}""" },
        { "other case", """{"namespace":"Shop","serviceaccount":{"name":"orders"}}""" },
        { "no account", """{"namespace":"shop"}""" },
        { "account as text", """{"namespace":"shop","serviceaccount":"orders"}""" },
        { "account in a list", """{"namespace":"shop","serviceaccount":[{"name":"orders"}]}""" },
        { "namespace in a list", """{"namespace":["shop"],"serviceaccount":{"name":"orders"}}""" },
    };

    [Fact]
    public async Task Validate_service_account_is_a_workload()
    {
        var scene = new TokenScene(server, IssuerKind.Kubernetes);
        var token = await scene.AcceptAsync(scene.Valid());
        token.Subject.ShouldBe(TokenScene.ServiceAccount);
        token.SubjectKind.ShouldBe(SubjectKind.Workload);
        await scene.AcceptAsync(scene.Valid().Header("typ", "JWT"));
    }

    [Theory]
    [InlineData("system:serviceaccount:shop")]
    [InlineData("system:serviceaccount::orders")]
    [InlineData("system:serviceaccount:shop:")]
    [InlineData("system:serviceaccount:shop:orders:admin")]
    [InlineData("system:serviceaccount:Shop:orders")]
    [InlineData("system:serviceaccount:shop.pay:orders")]
    [InlineData("System:serviceaccount:shop:orders")]
    [InlineData("system:node:orders")]
    [InlineData("orders")]
    public async Task Validate_subject_that_is_no_service_account_refused(string subject)
    {
        var scene = new TokenScene(server, IssuerKind.Kubernetes);
        await scene.RefuseAsync(scene.Valid().Claim("sub", subject), TokenError.SubjectNotAllowed);
    }

    [Theory]
    [MemberData(nameof(OtherClaims))]
    public async Task Validate_claim_that_says_otherwise_refused(string how, string claim)
    {
        how.ShouldNotBeNull();
        var scene = new TokenScene(server, IssuerKind.Kubernetes);
        await scene.RefuseAsync(scene.Valid().ClaimJson("kubernetes.io", claim), TokenError.SubjectNotAllowed);
    }

    [Fact]
    public async Task T32_legacy_token_without_expiry_refused()
    {
        var scene = new TokenScene(server, IssuerKind.Kubernetes);
        await scene.RefuseAsync(scene.Valid().Without("exp").Without("kubernetes.io"), TokenError.TimeInvalid);
        await scene.RefuseAsync(scene.Valid().Without("kubernetes.io"), TokenError.SubjectNotAllowed);
        await scene.RefuseAsync(scene.Valid().Claim("iss", "kubernetes/serviceaccount"), TokenError.IssuerNotAllowed);
    }

    [Theory]
    [InlineData("dpop+jwt")]
    [InlineData("JOSE")]
    public async Task T33_type_of_another_kind_refused(string type)
    {
        var scene = new TokenScene(server, IssuerKind.Kubernetes);
        await scene.RefuseAsync(scene.Valid().Header("typ", type), TokenError.TypeNotAllowed);
    }
}
