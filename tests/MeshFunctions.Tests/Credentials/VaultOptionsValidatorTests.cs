using MeshFunctions.Credentials;

namespace MeshFunctions.Tests.Credentials;

public sealed class VaultOptionsValidatorTests
{
    [Theory]
    [InlineData("https://shop.vault.azure.net", false)]
    [InlineData("https://shop.vault.azure.net/", false)]
    [InlineData("https://127.0.0.1:8443", true)]
    [InlineData("https://127.8.9.1", true)]
    [InlineData("https://[::1]:8443", true)]
    [InlineData(null, false)]
    public void Validate_vault_that_is_permitted_has_no_error(string? address, bool unverified) =>
        Errors(new VaultOptions { Uri = Parse(address), DisableChallengeVerification = unverified }).ShouldBeEmpty();

    [Theory]
    [InlineData("http://shop.vault.azure.net")]
    [InlineData("shop.vault.azure.net")]
    [InlineData("https://shop.vault.azure.net/secrets/hop-key")]
    [InlineData("https://shop.vault.azure.net?x=1")]
    [InlineData("https://shop.vault.azure.net#x")]
    [InlineData("https://me@shop.vault.azure.net")]
    public void Validate_address_of_no_vault_is_an_error(string address) =>
        Errors(new VaultOptions { Uri = Parse(address) }).ShouldHaveSingleItem().ShouldStartWith("MeshFunctions:Vault:Uri: ");

    [Theory]
    [InlineData("https://shop.vault.azure.net")]
    [InlineData("https://localhost")]
    [InlineData("https://127.0.0.1.example.com")]
    [InlineData("https://10.0.0.1")]
    [InlineData(null)]
    public void Validate_challenge_verification_is_not_to_be_disabled_off_the_machine(string? address) =>
        Errors(new VaultOptions { Uri = Parse(address), DisableChallengeVerification = true })
            .ShouldHaveSingleItem().ShouldStartWith("MeshFunctions:Vault:DisableChallengeVerification: ");

    [Theory]
    [InlineData("60.00:00:00")]
    [InlineData("00:00:00")]
    [InlineData("-00:01:00")]
    public void Validate_interval_out_of_range_is_an_error(string interval) =>
        Errors(new VaultOptions { RefreshInterval = TimeSpan.Parse(interval, System.Globalization.CultureInfo.InvariantCulture) })
            .ShouldHaveSingleItem().ShouldStartWith("MeshFunctions:Vault:RefreshInterval: ");

    private static Uri? Parse(string? address) => address is null ? null : new Uri(address, UriKind.RelativeOrAbsolute);

    private static List<string> Errors(VaultOptions options)
    {
        List<string> errors = [];
        VaultOptionsValidator.Validate(options, "MeshFunctions:Vault", errors);
        return errors;
    }
}
