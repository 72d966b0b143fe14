using MeshFunctions.Credentials;

namespace MeshFunctions.Tests.Credentials;

public sealed class CredentialsOptionsValidatorTests
{
    private const string Client = "5e29463d-71da-4fe0-8e69-999b57db23b0";

    [Theory]
    [InlineData(CredentialKind.ManagedIdentity, null, null)]
    [InlineData(CredentialKind.ManagedIdentity, Client, null)]
    [InlineData(CredentialKind.WorkloadIdentity, Client, "contoso.example")]
    [InlineData(CredentialKind.AzureCli, null, Client)]
    [InlineData(CredentialKind.Environment, null, null)]
    public void Validate_meaningful_choice_has_no_error(CredentialKind kind, string? client, string? tenant) =>
        Errors(kind, client, tenant).ShouldBeEmpty();

    [Theory]
    [InlineData((CredentialKind)42, null, null, ":Kind:")]
    [InlineData(CredentialKind.ManagedIdentity, "not a guid", null, ":ClientId:")]
    [InlineData(CredentialKind.ManagedIdentity, "", null, ":ClientId:")]
    [InlineData(CredentialKind.Environment, Client, null, ":ClientId:")]
    [InlineData(CredentialKind.ManagedIdentity, null, Client, ":TenantId:")]
    [InlineData(CredentialKind.WorkloadIdentity, null, "a b", ":TenantId:")]
    public void Validate_choice_without_meaning_is_one_error_with_its_path(CredentialKind kind, string? client, string? tenant, string key)
    {
        var error = Errors(kind, client, tenant).ShouldHaveSingleItem();
        error.ShouldStartWith("MeshFunctions:Credentials" + key);
        error.ShouldContain("permitted");
    }

    private static List<string> Errors(CredentialKind kind, string? client, string? tenant)
    {
        List<string> errors = [];
        CredentialsOptionsValidator.Validate(new CredentialsOptions { Kind = kind, ClientId = client, TenantId = tenant }, "MeshFunctions:Credentials", errors);
        return errors;
    }
}
