using MeshFunctions.Headers;
using MeshFunctions.Hosting;
using MeshFunctions.Tests.Trust.Assertions;
using MeshFunctions.Trust;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace MeshFunctions.Tests.Hosting;

/// <summary>What an assertion is compared with is the request line to the letter, and not an address that was made of it.</summary>
public sealed class IntegrationTargetTests : IDisposable
{
    private static readonly Sent Minted = new(Path: "/api/files/a", Query: "?amount=1", Authorization: null) { Headers = [] };
    private readonly AssertionScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("/api/files/a?amount=1#&admin=true")]
    [InlineData("/api/files/a#b?amount=1")]
    [InlineData("/api/files/a?amount=1#")]
    [InlineData("/api/files\\a?amount=1")]
    [InlineData("/api/x/../files/a?amount=1")]
    [InlineData("/api/./files/a?amount=1")]
    [InlineData("/api/x/%2e%2e/files/a?amount=1")]
    [InlineData("/api//files/a?amount=1")]
    [InlineData("//api/files/a?amount=1")]
    [InlineData("/api/files/%2561?amount=1")]
    [InlineData("/api/files/a??amount=1")]
    [InlineData("/api/files/a?amount=1&admin=true")]
    public async Task T04_target_that_another_stack_could_take_for_the_minted_one_is_unproven(string target) =>
        (await EvaluateAsync(target)).ShouldBeOfType<HopTrust.Unproven>().Reason.ShouldBe(UnprovenReason.AssertionMismatch);

    [Theory]
    [InlineData("/api/files/a?amount=1")]
    [InlineData("/api/files/%61?amount=%31")]
    public async Task T04_the_minted_target_however_its_letters_are_escaped_is_proven(string target) =>
        (await EvaluateAsync(target)).ShouldBeOfType<HopTrust.Proven>();

    private async Task<HopTrust> EvaluateAsync(string target)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = Minted.Method;
        http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = target;
        http.Request.Headers["Mesh-Hop-Assertion"] = _scene.Mint(Minted);
        var invocation = new IntegrationInvocation(http);
        var headers = RequestHeaders.Read(invocation.Headers, IdentitySourceHeaders.PlanFor([_scene.Options]));
        var request = new TrustRequest(headers, invocation.Headers, invocation.Method, invocation, ConnectionCertificate: null);
        return (await _scene.Evaluator.EvaluateAsync(request, TestContext.Current.CancellationToken)).Trust;
    }
}
