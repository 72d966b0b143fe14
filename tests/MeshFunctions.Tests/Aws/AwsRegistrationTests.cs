using Amazon.Runtime;
using Azure.Core;
using MeshFunctions.Aws;
using MeshFunctions.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Tests.Aws;

public sealed class AwsRegistrationTests
{
    private static readonly Dictionary<string, string?> Good = new(StringComparer.Ordinal)
    {
        ["MeshFunctions:Aws:RoleArn"] = "arn:aws:iam::123456789012:role/orders",
        ["MeshFunctions:Aws:Region"] = "eu-central-1",
        ["MeshFunctions:Aws:TokenScope"] = "api://aws/.default",
        ["MeshFunctions:Aws:SessionName"] = "orders",
    };

    [Fact]
    public void One_line_registers_credentials_for_every_client()
    {
        using var provider = Services(Good);
        provider.GetRequiredService<AWSCredentials>().ShouldBeSameAs(provider.GetRequiredService<WebIdentityCredentials>());
        provider.GetRequiredService<IOptions<AwsOptions>>().Value.Duration.ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public void Variables_of_AWS_fill_up_what_is_not_configured()
    {
        using var provider = Services(new(StringComparer.Ordinal)
        {
            ["AWS_ROLE_ARN"] = "arn:aws:iam::123456789012:role/pod",
            ["AWS_REGION"] = "eu-west-1",
            ["AWS_WEB_IDENTITY_TOKEN_FILE"] = "/var/run/secrets/token",
            ["AWS_ROLE_SESSION_NAME"] = "pod",
        });
        var options = provider.GetRequiredService<IOptions<AwsOptions>>().Value;
        (options.RoleArn, options.Region, options.TokenFile, options.SessionName)
            .ShouldBe(("arn:aws:iam::123456789012:role/pod", "eu-west-1", "/var/run/secrets/token", "pod"));
    }

    [Fact]
    public void Variable_with_the_tokens_file_does_not_count_where_a_scope_is_configured()
    {
        using var provider = Services(new(Good, StringComparer.Ordinal) { ["AWS_WEB_IDENTITY_TOKEN_FILE"] = "/var/run/secrets/token" });
        provider.GetRequiredService<IOptions<AwsOptions>>().Value.TokenFile.ShouldBeNull();
    }

    [Theory]
    [InlineData("RoleArn", null)]
    [InlineData("RoleArn", "orders")]
    [InlineData("RoleArn", "arn:aws:iam::1:role/orders")]
    [InlineData("RoleArn", "arn:aws:iam::123456789012:role/a\n")]
    [InlineData("Region", null)]
    [InlineData("Region", "evil.example/")]
    [InlineData("Endpoint", "http://127.0.0.1/")]
    [InlineData("Endpoint", "https://user@sts.example/")]
    [InlineData("Endpoint", "https://sts.example/?x=1")]
    [InlineData("Endpoint", "sts")]
    [InlineData("TokenScope", null)]
    [InlineData("TokenScope", "")]
    [InlineData("TokenFile", "/both")]
    [InlineData("SessionName", "a")]
    [InlineData("SessionName", "with space")]
    [InlineData("SessionName", "a-name-that-is-longer-than-forty-seven-characters")]
    [InlineData("Duration", "3600")]
    [InlineData("Duration", "00:14:59")]
    [InlineData("Duration", "12:00:01")]
    [InlineData("RolArn", "x")]
    public void Mistake_fails_and_names_its_key(string key, string? value)
    {
        using var provider = Services(new(Good, StringComparer.Ordinal) { [$"MeshFunctions:Aws:{key}"] = value });
        var failure = Should.Throw<OptionsValidationException>(() => provider.GetRequiredService<IOptions<AwsOptions>>().Value);
        failure.Message.ShouldContain(string.Equals(key, "TokenFile", StringComparison.Ordinal) ? "MeshFunctions:Aws:TokenScope" : $"MeshFunctions:Aws:{key}");
    }

    [Fact]
    public void Section_is_known_to_the_mesh_only_where_the_credentials_are_registered()
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection(Good).Build().GetSection("MeshFunctions");
        var errors = new List<string>();
        ConfigurationCheck.Check(section, errors, [new AddedSection("Aws")]).ShouldBeEmpty();
        errors.ShouldBeEmpty();
        ConfigurationCheck.Check(section, errors);
        errors.ShouldContain(static error => error.StartsWith("MeshFunctions:Aws:RoleArn: is not a known key", StringComparison.Ordinal));
    }

    private static ServiceProvider Services(Dictionary<string, string?> configuration) => new ServiceCollection()
        .AddLogging()
        .AddMetrics()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build())
        .AddSingleton(TimeProvider.System)
        .AddSingleton<MeshFunctions.Diagnostics.MeshMeters>()
        .AddSingleton<TokenCredential>(new Credentials.ScriptedCredential(static (_, _) => throw new NotSupportedException("nobody asks")))
        .AddMeshAwsCredentials()
        .BuildServiceProvider();
}
