using MeshFunctions.Tokens;

namespace MeshFunctions.Tests.Tokens;

public sealed class TokensOptionsValidatorTests(KeyServer server)
{
    private const string Tenant = "11111111-2222-3333-4444-555555555555";

    [Theory]
    [InlineData("https://issuer.example", IssuerKind.Oidc)]
    [InlineData("https://issuer.example/", IssuerKind.Oidc)]
    [InlineData("https://127.0.0.1:8443/realms/a", IssuerKind.Oidc)]
    [InlineData("https://sts.windows.net/" + Tenant + "/", IssuerKind.Entra)]
    [InlineData("https://login.microsoftonline.com/" + Tenant + "/v2.0", IssuerKind.Entra)]
    [InlineData("https://127.0.0.1:8443/" + Tenant + "/v2.0", IssuerKind.Entra)]
    public void Validate_goodIssuer_noErrors(string issuer, IssuerKind kind) => Errors(new IssuerOptions { Issuer = issuer, Kind = kind }).ShouldBeEmpty();

    [Theory]
    [InlineData("")]
    [InlineData("issuer.example")]
    [InlineData("/path")]
    [InlineData("http://issuer.example")]
    [InlineData("HTTPS://issuer.example")]
    [InlineData("ftp://issuer.example")]
    [InlineData("https://")]
    [InlineData("https:///path")]
    [InlineData("https://issuer.example?x=1")]
    [InlineData("https://issuer.example/#x")]
    [InlineData("https://user@issuer.example")]
    [InlineData("https://issuer.example/a b")]
    [InlineData(" https://issuer.example")]
    [InlineData("https://issuer.example\n")]
    [InlineData("https://issuer.example\\a")]
    [InlineData("https://issu\u00e9r.example")]
    public void T80_issuer_noHttpsAddress_reported(string issuer) =>
        Errors(new IssuerOptions { Issuer = issuer }).ShouldHaveSingleItem().ShouldStartWith("MeshFunctions:Tokens:Issuers:main:Issuer: ");

    [Theory]
    [InlineData("https://login.microsoftonline.com/common/v2.0")]
    [InlineData("https://login.microsoftonline.com/organizations/v2.0")]
    [InlineData("https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0")]
    [InlineData("https://login.microsoftonline.com/" + Tenant + "/v2.0/")]
    [InlineData("https://login.microsoftonline.com/" + Tenant + "/v1.0")]
    [InlineData("https://sts.windows.net/" + Tenant)]
    [InlineData("https://sts.windows.net/x/" + Tenant + "/")]
    [InlineData("https://sts.windows.net/")]
    public void T80_issuer_noEntraForm_reported(string issuer) =>
        Errors(new IssuerOptions { Issuer = issuer, Kind = IssuerKind.Entra }).ShouldHaveSingleItem().ShouldContain("no Entra issuer");

    [Fact]
    public void T80_tenants_andTheirPlaceInTheIssuer_goTogether()
    {
        const string template = "https://login.microsoftonline.com/{tenantid}/v2.0";
        Tenants(template, Tenant, "11111111-1111-1111-1111-111111111111").ShouldBeEmpty();
        Tenants("https://sts.windows.net/{tenantid}/", Tenant).ShouldBeEmpty();
        Tenants(template).ShouldHaveSingleItem().ShouldContain("Tenants: is empty");
        Tenants($"https://login.microsoftonline.com/{Tenant}/v2.0", Tenant).ShouldContain(error => error.Contains("Tenants: says nothing without {tenantid}", StringComparison.Ordinal));
        Tenants("https://login.microsoftonline.com/{tenantid}/{tenantid}/v2.0", Tenant).ShouldHaveSingleItem().ShouldContain("no Entra issuer");
        Tenants(template, Tenant, Tenant).ShouldHaveSingleItem().ShouldContain("is also that of 'main'");
        Tenants(template, [.. Enumerable.Range(0, 257).Select(static number => $"00000000-0000-0000-0000-{number:d12}")])
            .ShouldHaveSingleItem().ShouldContain("has 257 entries");
        foreach (var no in new[] { "common", "*", "", "11111111-1111-1111-1111-11111111111A", "{11111111-1111-1111-1111-111111111111}", "contoso.com" })
        {
            Tenants(template, no).ShouldHaveSingleItem().ShouldContain("is no tenant's id");
        }

        Errors(new IssuerOptions { Issuer = "https://issuer.example", Tenants = { Tenant } }).ShouldHaveSingleItem().ShouldContain("without Kind Entra");
    }

    [Fact]
    public void T80_spiffe_needsATrustDomainAndItsBundle()
    {
        Errors(new IssuerOptions { Kind = IssuerKind.Spiffe, TrustDomain = "mesh.local", KeysFile = "/etc/mesh/bundle.json" }).ShouldBeEmpty();
        Errors(new IssuerOptions { Kind = IssuerKind.Spiffe, TrustDomain = "mesh.local" }).ShouldHaveSingleItem().ShouldContain("KeysFile: is missing");
        foreach (var no in new[] { null, "", "Mesh.local", "spiffe://mesh.local", "mesh.local/ns" })
        {
            Errors(new IssuerOptions { Kind = IssuerKind.Spiffe, TrustDomain = no, KeysFile = "/etc/mesh/bundle.json" }).ShouldHaveSingleItem().ShouldContain("TrustDomain: is missing");
        }

        Errors(new IssuerOptions { Issuer = "https://issuer.example", TrustDomain = "mesh.local" }).ShouldHaveSingleItem().ShouldContain("without Kind Spiffe");
        var two = new TokensOptions();
        foreach (var name in new[] { "one", "two" })
        {
            two.Issuers[name] = new IssuerOptions { Kind = IssuerKind.Spiffe, TrustDomain = "mesh.local", KeysFile = $"/etc/mesh/{name}.json", Audiences = { "orders" } };
        }

        var errors = new List<string>();
        TokensOptionsValidator.Validate(two, "MeshFunctions:Tokens", errors);
        errors.ShouldHaveSingleItem().ShouldContain("TrustDomain: is also that of");
    }

    [Fact]
    public void T80_transactions_haveOneTrustDomainAndAtMostOneServiceWithoutName()
    {
        const string named = "https://txn.mesh.local";
        Errors(new IssuerOptions { Kind = IssuerKind.Transaction, Issuer = named }).ShouldBeEmpty();
        Errors(new IssuerOptions { Kind = IssuerKind.Transaction, KeysFile = "/etc/mesh/txn.json" }).ShouldBeEmpty();
        Errors(new IssuerOptions { Kind = IssuerKind.Transaction }).ShouldHaveSingleItem().ShouldContain("KeysFile: is missing");
        Errors(new IssuerOptions { Kind = IssuerKind.Transaction, Issuer = named, Audiences = { "mesh.local" } }).ShouldHaveSingleItem().ShouldContain("Audiences: has 2 entries");
        Errors(new IssuerOptions { Kind = IssuerKind.Transaction, Issuer = named, RoleClaims = { "roles" } }).ShouldHaveSingleItem().ShouldContain("RoleClaims: says nothing");
        Errors(new IssuerOptions { Kind = IssuerKind.Transaction, Issuer = named, ScopeClaims = { "scp" } }).ShouldHaveSingleItem().ShouldContain("ScopeClaims: says nothing");
        Errors(new IssuerOptions { Kind = IssuerKind.Transaction, Issuer = named, GroupClaims = { "groups" } }).ShouldHaveSingleItem().ShouldContain("GroupClaims: says nothing");
        Errors(new IssuerOptions { Kind = IssuerKind.Transaction, Issuer = named, AcceptUntyped = true }).ShouldHaveSingleItem().ShouldContain("AcceptUntyped: says nothing");

        var options = new TokensOptions();
        foreach (var name in new[] { "one", "two" })
        {
            options.Issuers[name] = new IssuerOptions { Kind = IssuerKind.Transaction, KeysFile = $"/etc/mesh/{name}.json", Audiences = { "mesh.local" } };
        }

        var errors = new List<string>();
        TokensOptionsValidator.Validate(options, "MeshFunctions:Tokens", errors);
        errors.ShouldHaveSingleItem().ShouldStartWith("MeshFunctions:Tokens:Issuers:two:Issuer: is missing as it is at 'one'");
        options.Issuers["two"].Issuer = named;
        errors.Clear();
        TokensOptionsValidator.Validate(options, "MeshFunctions:Tokens", errors);
        errors.ShouldBeEmpty("control");
    }

    [Fact]
    public void T80_keys_areFoundInOneWay()
    {
        const string issuer = "https://issuer.example";
        Errors(new IssuerOptions { Issuer = issuer, KeysFile = "/etc/keys.json" }).ShouldBeEmpty();
        Errors(new IssuerOptions { Issuer = issuer, KeysAddress = "https://issuer.example/keys", KeysTokenFile = "/var/run/token" }).ShouldBeEmpty();
        Errors(new IssuerOptions { Issuer = issuer, KeysFile = " " }).ShouldHaveSingleItem().ShouldContain("KeysFile: is blank");
        Errors(new IssuerOptions { Issuer = issuer, KeysTokenFile = "" }).ShouldHaveSingleItem().ShouldContain("KeysTokenFile: is blank");
        Errors(new IssuerOptions { Issuer = issuer, KeysFile = "/etc/keys.json", KeysAddress = "https://issuer.example/keys" })
            .ShouldHaveSingleItem().ShouldContain("permitted is one way");
        foreach (var no in new[] { "", "http://issuer.example/keys", "/keys", "https://u@issuer.example/keys", "https://issuer.example/keys?x=1" })
        {
            Errors(new IssuerOptions { Issuer = issuer, KeysAddress = no }).ShouldHaveSingleItem().ShouldContain("KeysAddress: ");
        }
    }

    [Fact]
    public void T80_keys_ofTwoIssuers_areNotTheSame()
    {
        static List<string> Two(IssuerOptions one, IssuerOptions other)
        {
            one.Audiences.Add("orders");
            other.Audiences.Add("orders");
            var errors = new List<string>();
            TokensOptionsValidator.Validate(new TokensOptions { Issuers = { ["one"] = one, ["two"] = other } }, "MeshFunctions:Tokens", errors);
            return errors;
        }

        static IssuerOptions Spiffe(string domain, string file) => new() { Kind = IssuerKind.Spiffe, TrustDomain = domain, KeysFile = file };
        Two(Spiffe("a", "/etc/mesh/a.json"), Spiffe("b", "/etc/mesh/../mesh/a.json")).ShouldHaveSingleItem().ShouldContain("KeysFile: is also that of 'one'");
        Two(Spiffe("a", "/etc/mesh/a.json"), Spiffe("b", "/etc/mesh/b.json")).ShouldBeEmpty("control");

        const string keys = "https://keys.example/keys";
        Two(new() { Issuer = "https://a.example", KeysAddress = keys }, new() { Issuer = "https://b.example", KeysAddress = keys })
            .ShouldHaveSingleItem().ShouldContain("KeysAddress: is also that of 'one'");
        Two(
            new() { Kind = IssuerKind.Entra, Issuer = $"https://sts.windows.net/{Tenant}/", KeysAddress = keys },
            new() { Kind = IssuerKind.Entra, Issuer = $"https://login.microsoftonline.com/{Tenant}/v2.0", KeysAddress = keys }).ShouldBeEmpty("the same keys, which name their issuer");
    }

    [Fact]
    public void T68_addresses_thatAreRefused_areNotShown()
    {
        const string secret = "canary-71c2";
        Errors(new IssuerOptions { Issuer = $"https://user:{secret}@issuer.example", KeysAddress = $"https://keys.example/keys?sig={secret}" })
            .ShouldAllBe(static error => !error.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public void T80_issuer_everythingWrong_allReported()
    {
        var issuer = new IssuerOptions
        {
            Issuer = "http://issuer.example",
            Kind = (IssuerKind)7,
            ClockSkew = TimeSpan.FromDays(60),
            ForcedRefreshInterval = TimeSpan.FromMilliseconds(999),
            CaFile = "/nowhere/ca.pem",
        };
        issuer.RoleClaims.Add("a..b");
        issuer.ScopeClaims.Add(" ");
        issuer.GroupClaims.Add("groups");
        issuer.GroupClaims.Add("groups.");
        var options = new TokensOptions();
        options.Issuers["first"] = issuer;
        options.Issuers["second"] = issuer;
        issuer.Audiences.Add("");

        var errors = new List<string>();
        TokensOptionsValidator.Validate(options, "MeshFunctions:Tokens", errors);

        string[] paths =
        [
            "Issuer", "Kind", "Audiences:0", "ClockSkew", "ForcedRefreshInterval", "RoleClaims:0", "ScopeClaims:0", "GroupClaims:1", "CaFile",
        ];
        errors.Count.ShouldBe((2 * paths.Length) + 1, string.Join('\n', errors));
        foreach (var path in paths)
        {
            errors.ShouldContain(error => error.StartsWith($"MeshFunctions:Tokens:Issuers:first:{path}: ", StringComparison.Ordinal));
        }

        errors.Count(error => error.StartsWith("MeshFunctions:Tokens:Issuers:second:Issuer: is also that of 'first'", StringComparison.Ordinal)).ShouldBe(1);
        errors.ShouldAllBe(error => error.Contains("permitted ", StringComparison.Ordinal) && !error.Contains('\n', StringComparison.Ordinal));
        Should.Throw<ArgumentException>(() => TokenValidator.Create(options)).Message.ShouldContain("second:ClockSkew");
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public void T80_clockSkew_outOfRange_reported(int seconds, bool allowed) =>
        Errors(new IssuerOptions { Issuer = "https://issuer.example", ClockSkew = TimeSpan.FromSeconds(seconds) }).Count.ShouldBe(allowed ? 0 : 1);

    [Theory]
    [InlineData(0.9, false)]
    [InlineData(1, true)]
    [InlineData(3600, true)]
    [InlineData(3601, false)]
    public void T80_forcedRefreshInterval_outOfRange_reported(double seconds, bool allowed) =>
        Errors(new IssuerOptions { Issuer = "https://issuer.example", ForcedRefreshInterval = TimeSpan.FromSeconds(seconds) }).Count.ShouldBe(allowed ? 0 : 1);

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(65_536, true)]
    [InlineData(65_537, false)]
    [InlineData(int.MaxValue, false)]
    public void T80_cachedTokens_outOfRange_reported(int count, bool allowed)
    {
        var errors = new List<string>();
        TokensOptionsValidator.Validate(new TokensOptions { CachedTokens = count }, "P", errors);
        errors.ShouldBe(allowed ? [] : [$"P:CachedTokens: is {count}; permitted 0 (every token is validated in full) to 65536."]);
    }

    [Fact]
    public void T80_issuer_null_reported()
    {
        var options = new TokensOptions();
        options.Issuers["main"] = null!;
        options.Issuers["other"] = new IssuerOptions { Issuer = null!, Audiences = { "api://orders" } };
        var errors = new List<string>();
        TokensOptionsValidator.Validate(options, "P", errors);
        errors.Count.ShouldBe(2);
        errors[0].ShouldStartWith("P:Issuers:main: ");
        errors[1].ShouldStartWith("P:Issuers:other:Issuer: ");
    }

    [Fact]
    public void T80_audiences_empty_reported()
    {
        var options = new TokensOptions();
        options.Issuers["main"] = new IssuerOptions { Issuer = "https://issuer.example" };
        var errors = new List<string>();
        TokensOptionsValidator.Validate(options, "P", errors);
        errors.ShouldHaveSingleItem().ShouldStartWith("P:Issuers:main:Audiences: is empty");
    }

    [Fact]
    public void T80_caFile_withoutACertificate_reported()
    {
        var folder = Directory.CreateTempSubdirectory("meshfunctions-ca-").FullName;
        var file = Path.Combine(folder, "ca.pem");
        foreach (var content in new[] { "", "no PEM", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" })
        {
            File.WriteAllText(file, content);
            Errors(new IssuerOptions { Issuer = "https://issuer.example", CaFile = file }).ShouldHaveSingleItem().ShouldContain(":CaFile: ");
        }

        Directory.Delete(folder, recursive: true);
        Errors(new IssuerOptions { Issuer = "https://issuer.example", CaFile = server.CaFile }).ShouldBeEmpty();
    }

    private static List<string> Tenants(string issuer, params string[] tenants)
    {
        var options = new IssuerOptions { Issuer = issuer, Kind = IssuerKind.Entra };
        foreach (var tenant in tenants)
        {
            options.Tenants.Add(tenant);
        }

        return Errors(options);
    }

    private static List<string> Errors(IssuerOptions issuer)
    {
        issuer.Audiences.Add("api://orders");
        var options = new TokensOptions();
        options.Issuers["main"] = issuer;
        var errors = new List<string>();
        TokensOptionsValidator.Validate(options, "MeshFunctions:Tokens", errors);
        return errors;
    }
}
