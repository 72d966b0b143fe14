using MeshFunctions.Authorization;
using MeshFunctions.Credentials;
using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Validation;

public sealed class OptionFailuresTests
{
    [Fact]
    public void AddFailures_one_line_for_each_setting_with_its_path_and_what_is_permitted()
    {
        List<string> errors = [];
        IssuerOptions issuer = new() { Issuer = "http://x", Kind = (IssuerKind)7, ClockSkew = TimeSpan.FromDays(60), Audiences = { "api://orders" } };

        IssuerOptionsValidator.Validate(issuer, "MeshFunctions:Tokens:Issuers:main", errors);

        errors.ShouldBe(
            [
                "MeshFunctions:Tokens:Issuers:main:Issuer: is no issuer; permitted is an absolute https URI in ASCII without user, query and fragment.",
                "MeshFunctions:Tokens:Issuers:main:Kind: is unknown; permitted Oidc, Entra, Spiffe, Kubernetes, Transaction.",
                "MeshFunctions:Tokens:Issuers:main:ClockSkew: is 60.00:00:00; permitted 00:00:00 to 00:05:00 (a bare number is read as days).",
            ],
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("00:00:00.9999999", false)]
    [InlineData("00:00:01", true)]
    [InlineData("01:00:00", true)]
    [InlineData("01:00:00.0000001", false)]
    public void DurationRange_holds_its_limits_and_nothing_beyond(string interval, bool permitted)
    {
        List<string> errors = [];

        VaultOptionsValidator.Validate(
            new VaultOptions { RefreshInterval = TimeSpan.Parse(interval, System.Globalization.CultureInfo.InvariantCulture) }, "MeshFunctions:Vault", errors);

        errors.Count.ShouldBe(permitted ? 0 : 1);
    }

    [Fact]
    public void Validate_a_setting_with_two_mistakes_has_a_line_for_each()
    {
        List<string> errors = [];

        CredentialsOptionsValidator.Validate(new CredentialsOptions { Kind = CredentialKind.Environment, ClientId = "x" }, "MeshFunctions:Credentials", errors);

        errors.Count.ShouldBe(2);
        errors.ShouldAllBe(error => error.StartsWith("MeshFunctions:Credentials:ClientId: ", StringComparison.Ordinal));
    }

    [Fact]
    public void NamedValue_without_a_name_is_told_with_the_names()
    {
        List<string> errors = [];

        AccessOptionsValidator.Validate(new AccessOptions { Default = (AccessDefault)9 }, TimeProvider.System.GetUtcNow(), "MeshFunctions:Access", errors);

        errors.ShouldBe(["MeshFunctions:Access:Default: is unknown; permitted Deny, Allow."]);
    }
}
