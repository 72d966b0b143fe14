using LocalCloud.Configuration;

namespace Cloud.Tests;

/// <summary>A small tenant: one identity, one client, two users, one secret of two versions.</summary>
internal static class CloudBuilder
{
    public const string AdminKey = "admin-key-of-the-tests";
    public const string IdentityHeader = "identity-header-of-orders";
    public const string ClientSecret = "client-secret-of-batch";
    public const string ClientId = "5a3f2c1e-0000-4000-8000-00000000000a";
    public const string Password = "password-of-wanda";
    public const string OldKey = "hop-key-old";
    public const string NewKey = "hop-key-new";
    public const string AwsAudience = "api://aws";

    public static readonly Guid Tenant = new("11111111-2222-4333-8444-555555555555");
    public static readonly Guid OrdersClient = new("aaaaaaaa-0000-4000-8000-000000000001");
    public static readonly Guid OrdersObject = new("bbbbbbbb-0000-4000-8000-000000000001");

    public static CloudConfig Config(string? certificateFile = null, string? keyFile = null, int keySetsAheadSeconds = 0) => new()
    {
        AdminKey = AdminKey,
        TenantId = Tenant,
        CertificateFile = certificateFile,
        KeyFile = keyFile,
        KeySetsAheadSeconds = keySetsAheadSeconds,
        Identities = new Dictionary<string, IdentityConfig>(StringComparer.Ordinal)
        {
            ["orders"] = new()
            {
                Header = IdentityHeader,
                ClientId = OrdersClient,
                ObjectId = OrdersObject,
                Resources = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
                {
                    ["api://inventory"] = ["Reservations.Write"],
                    ["https://vault.azure.net"] = [],
                    [AwsAudience] = [],
                },
            },
            ["inventory"] = new()
            {
                Header = "identity-header-of-inventory",
                ClientId = new Guid("aaaaaaaa-0000-4000-8000-000000000002"),
                ObjectId = new Guid("bbbbbbbb-0000-4000-8000-000000000002"),
                Resources = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["api://catalog"] = [] },
            },
        },
        Clients = new Dictionary<string, ClientConfig>(StringComparer.Ordinal)
        {
            [ClientId] = new()
            {
                Secret = ClientSecret,
                Resources = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["api://orders"] = ["Orders.Write"] },
            },
        },
        Users = new Dictionary<string, UserConfig>(StringComparer.Ordinal)
        {
            ["wanda"] = new() { Password = Password, Roles = ["Orders.Write"], Scopes = ["orders"], Audience = "api://orders" },
            ["rita"] = new() { Password = "password-of-rita", Audience = "api://orders" },
        },
        Secrets = new Dictionary<string, IReadOnlyList<SecretText>>(StringComparer.Ordinal) { ["hop-key-orders"] = [OldKey, NewKey] },
        Sts = new StsConfig
        {
            Roles = new Dictionary<string, RoleConfig>(StringComparer.Ordinal)
            {
                ["orders"] = new() { Audiences = [AwsAudience], Subjects = [OrdersObject.ToString()], MaximumSessionSeconds = 7200 },
                ["users"] = new() { Issuer = "oidc", Audiences = ["sts.amazonaws.com"] },
            },
        },
    };
}
