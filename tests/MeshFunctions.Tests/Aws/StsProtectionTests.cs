using System.Globalization;
using System.Net;
using System.Text;
using Amazon.Runtime;
using MeshFunctions.Aws;
using MeshFunctions.Tests.Credentials;

namespace MeshFunctions.Tests.Aws;

/// <summary>Where the token goes, and how much of an answer is taken.</summary>
public sealed class StsProtectionTests
{
    private const string Good = "AQoDYXdzEJr";

    [Fact]
    public async Task T64_endpoint_that_the_environment_names_gets_no_token()
    {
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_STS", "http://collector.example/");
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL", "http://collector.example/");
        try
        {
            using var sts = new Answering(_ => Answer(Good));
            using var credentials = Credentials(sts);
            (await credentials.GetCredentialsAsync()).Token.ShouldBe(Good);
            sts.Asked.ShouldHaveSingleItem()!.AbsoluteUri.ShouldBe("https://sts.eu-central-1.amazonaws.com/");
        }
        finally
        {
            Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_STS", null);
            Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL", null);
        }
    }

    [Theory]
    [InlineData("padding", false)]
    [InlineData("padding", true)]
    [InlineData("doctype", false)]
    [InlineData("token", false)]
    [InlineData("newline", false)]
    public async Task T64_answer_that_is_no_answer_of_STS_counts_as_none(string what, bool chunked)
    {
        using var sts = new Answering(_ => what switch
        {
            "padding" => Answer(Good, padding: 256 * 1024, chunked: chunked),
            "doctype" => Answer(Good, before: "<!DOCTYPE a [<!ENTITY b \"c\">]>"),
            "token" => Answer(new string('a', (16 * 1024) + 1)),
            _ => Answer(Good + "&#10;x-amz-acl: public-read"),
        });
        var clock = new FakeClock();
        using var credentials = Credentials(sts, clock);
        var pending = credentials.GetCredentialsAsync();
        while (!pending.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        (await Should.ThrowAsync<AwsCredentialsException>(() => pending)).Error.ShouldBe(AwsCredentialsError.Unavailable);
        sts.Asked.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_just_below_the_limit_is_taken(bool chunked)
    {
        using var sts = new Answering(_ => Answer(Good, padding: 255 * 1024, chunked: chunked));
        using var credentials = Credentials(sts);
        (await credentials.GetCredentialsAsync()).Token.ShouldBe(Good);
    }

    private static WebIdentityCredentials Credentials(Answering sts, FakeClock? clock = null) => new(
        new AwsOptions { RoleArn = AwsScene.Role, Region = "eu-central-1", TokenScope = "api://aws/.default", SessionName = "orders" },
        new ScriptedCredential(static (_, _) => Task.FromResult(new Azure.Core.AccessToken("a.b.c", new FakeClock().GetUtcNow().AddHours(1)))),
        clock ?? new FakeClock(),
        null,
        new RecordedLog<WebIdentityCredentials>(),
        sts);

    private static HttpResponseMessage Answer(string token, int padding = 0, bool chunked = false, string before = "")
    {
        var xml = string.Create(CultureInfo.InvariantCulture, $"""
            <?xml version="1.0" encoding="UTF-8"?>{before}<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials>
            <AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>k</SecretAccessKey><SessionToken>{token}</SessionToken><Expiration>{new FakeClock().GetUtcNow().AddHours(1):yyyy-MM-ddTHH:mm:ssZ}</Expiration>
            </Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>{new string(' ', padding)}
            """);
        HttpContent content = chunked ? new StreamContent(new OneWayStream(Encoding.UTF8.GetBytes(xml))) : new StringContent(xml, Encoding.UTF8, "text/xml");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    /// <summary>Of unknown length.</summary>
    private sealed class OneWayStream(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }

    private sealed class Answering(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpClientFactory, IDisposable
    {
        private readonly Handler _handler = new(answer);

        public List<Uri?> Asked => _handler.Asked;

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(_handler, disposeHandler: false);

        public void Dispose() => _handler.Dispose();
    }

    private sealed class Handler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public List<Uri?> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri);
            return Task.FromResult(answer(request));
        }
    }
}
