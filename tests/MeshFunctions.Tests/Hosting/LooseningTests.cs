using System.Text;
using MeshFunctions.Authorization;
using MeshFunctions.Hosting;
using MeshFunctions.Tests.Hosting.Functions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Tests.Hosting;

/// <summary>Configuration that would admit more than the code declares, or reads as if it did.</summary>
public sealed class LooseningTests(MeshAppFixture mesh) : IClassFixture<MeshAppFixture>
{
    [Theory]
    [InlineData("Open:AllowAnonymous", "true")]
    [InlineData("*:AllowAnonymous", "false")]
    [InlineData("Open:Allow", "true")]
    [InlineData("Open:Default", "Allow")]
    [InlineData("Open:Authorize:0", "false")]
    [InlineData("Open", "AllowAnonymous")]
    [InlineData("AllowAnonymous", "Open")]
    [InlineData("Open:RequirePeer:0", AccessFunctions.EdgeId)]
    public async Task T81_A_key_by_pattern_that_would_loosen_stops_the_start_and_says_that_configuration_only_tightens(string key, string value)
    {
        var errors = await ErrorsAsync(("Access:Functions:" + key, value));

        errors.ShouldNotBeEmpty();
        errors.ShouldAllBe(static error => error.StartsWith("MeshFunctions:Access:Functions:", StringComparison.Ordinal) && error.Contains("configuration only tightens", StringComparison.Ordinal));
        (await ErrorsAsync(("Access:Functions:Open:Peers:0", AccessFunctions.EdgeId))).ShouldBeEmpty("control");
    }

    [Theory]
    [InlineData("Open:Peers", "*", "is a list; write Peers:0")]
    [InlineData("Opne:Policy", "VouchedStaff", "fits no HTTP function; permitted: names of ")]
    [InlineData("Open2*:Roles:0", "x", "fits no HTTP function; permitted: names of ")]
    [InlineData("Op en:Roles:0", "x", "is no pattern of function names")]
    [InlineData("Open:Policy", "Missing", "names a policy that does not exist")]
    [InlineData("Open:Policy", " ", "Policy: is empty")]
    [InlineData("Open:Roles:0", "", "Roles:0: is empty")]
    [InlineData("Open:Roles:0", "Orders.Write,Admin", "has a comma")]
    [InlineData("Open:Roles:0", " Orders.Write", "spaces around it")]
    [InlineData("Open:ScopesOrAppRoles:0", "a b", "ScopesOrAppRoles:0: is empty or has a space")]
    [InlineData("Open:Peers:0", "spiffe://mesh.local/*", "Peers:0: does not name a workload")]
    [InlineData("Open:TrustedHop", "false", "must be one of: Any, Cryptographic")]
    [InlineData("Open:Pattern", "Open", "demands nothing")]
    public async Task T81_A_demand_that_would_demand_nothing_stops_the_start(string key, string value, string error)
    {
        (await ErrorsAsync(("Access:Functions:" + key, value))).ShouldHaveSingleItem().ShouldContain(error);
        (await ErrorsAsync(("Access:Functions:Open:Policy", "VouchedStaff"))).ShouldBeEmpty("control");
    }

    [Theory]
    [InlineData("Missing:Until", "2020-01-01", "no HTTP function demands a policy of exactly that name")]
    [InlineData("vouchedstaff:Until", "2020-01-01", "no HTTP function demands a policy of exactly that name")]
    [InlineData("VouchedStaff:Until", "", "must be a date")]
    [InlineData("VouchedStaff:Until", "01/12/2026", "must be a date")]
    [InlineData("VouchedStaff:Until", "never", "must be a date")]
    [InlineData("VouchedStaff:Until", "2999-01-01", "is more than 30 days away")]
    [InlineData("VouchedStaff:Untill", "2020-01-01", "is not a known key; permitted here: Until")]
    [InlineData("VouchedStaff", "true", "is not a known key")]
    [InlineData("VouchedStaff", null, "is empty")]
    [InlineData("Until", "2020-01-01", "nothing else is ever put off")]
    [InlineData("Default:Until", "2020-01-01", "the denial of functions that declare nothing is never put off")]
    [InlineData("fallback:Until", "2020-01-01", "the denial of functions that declare nothing is never put off")]
    [InlineData("*:Until", "2020-01-01", "the denial of functions that declare nothing is never put off")]
    public async Task T81_Shadow_mode_without_an_end_too_long_of_everything_or_of_no_policy_stops_the_start(string key, string? value, string error)
    {
        (await ErrorsAsync(("Access:Shadow:" + key, value))).ShouldContain(found => found.Contains(error, StringComparison.Ordinal));
        (await ErrorsAsync(("Access:Shadow:VouchedStaff:Until", "2020-01-01"))).ShouldBeEmpty("control");
    }

    [Theory]
    [InlineData(30, 0, true)]
    [InlineData(30, 1, false)]
    public void T81_Shadow_mode_is_thirty_days_at_most(int days, int seconds, bool permitted)
    {
        var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        List<string> errors = [];
        ShadowValidator.Validate(
            new Dictionary<string, ShadowOptions>(StringComparer.Ordinal) { ["x"] = new() { Until = now.AddDays(days).AddSeconds(seconds) } }, now, "p", errors);
        ShadowValidator.Validate(new Dictionary<string, ShadowOptions>(StringComparer.Ordinal) { ["y"] = new() }, now, "p", errors);

        errors.Count.ShouldBe(permitted ? 1 : 2);
        errors[^1].ShouldStartWith("p:y:Until: is missing");
    }

    [Theory]
    [InlineData("""{ "Open": {} }""")]
    [InlineData("""{ "Open": { "Peers": [] } }""")]
    [InlineData("""{ "Open": { "Policy": "VouchedStaff", "Peers": [] } }""")]
    [InlineData("""{ "Open": null }""")]
    public async Task T81_A_demand_that_is_there_and_empty_stops_the_start(string functions)
    {
        var json = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "MeshFunctions": { "Access": { "Functions": {{functions}} } } }"""))).Build();
        var pairs = json.AsEnumerable().Where(static pair => pair.Key.StartsWith("MeshFunctions:Access:Functions:Open", StringComparison.Ordinal));

        (await ErrorsAsync([.. pairs.Select(static pair => (pair.Key["MeshFunctions:".Length..], pair.Value))])).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task T81_A_demand_made_by_code_is_checked_too()
    {
        var failure = await Should.ThrowAsync<OptionsValidationException>(async () => await MeshApp.StartAsync(
            mesh.Cloud, configure: static options => options.Access.Functions["Open"] = new FunctionAccessOptions { TrustedHop = (TrustedHopKind)7 }));

        failure.Failures.ShouldHaveSingleItem().ShouldContain("TrustedHop: is unknown");
    }

    private async Task<IReadOnlyList<string>> ErrorsAsync(params (string Key, string? Value)[] section)
    {
        var settings = MeshApp.Settings(mesh.Cloud);
        foreach (var (key, value) in section)
        {
            settings[$"{MeshFunctionsOptions.SectionName}:{key}"] = value;
        }

        try
        {
            await using var app = await MeshApp.StartAsync(mesh.Cloud, settings);
            return [];
        }
        catch (OptionsValidationException failure)
        {
            return [.. failure.Failures];
        }
    }
}
