using System.Net;
using MeshFunctions.Tests.Hosting.Functions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using static System.FormattableString;

namespace MeshFunctions.Tests.Hosting;

/// <summary>Policies in shadow mode, in both HTTP modes. The policy demands the role Staff, which nobody has unless a test says so.</summary>
public abstract class ShadowScenes(MeshAppFixture mesh)
{
    private const string Policy = VouchedFunctions.StaffPolicy;
    private readonly FakeClock _clock = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task What_the_policy_would_deny_is_let_pass_audited_and_counted_until_it_is_enforced()
    {
        using var meters = new RecordedMeters();
        await using var app = await StartAsync(meters, ($"Shadow:{Policy}:Until", In(TimeSpan.FromMinutes(10))));
        app.Log.All.ShouldContain($"Policy {Policy} is in shadow mode until");

        (await app.StatusAsync("vouched-policy", request => mesh.As(request))).ShouldBe(HttpStatusCode.OK);
        app.Log.Lines.ShouldContain(static line => line.StartsWith("Warning MeshFunctions.Audit 1600 WouldDeny on VouchedPolicy: policy VouchedStaff in shadow mode: role;", StringComparison.Ordinal));
        meters.Counts.Contains("mesh.access.decisions would_deny", StringComparer.Ordinal).ShouldBeTrue();
        (await app.StatusAsync("vouched-policy", request => mesh.As(request, Staff))).ShouldBe(HttpStatusCode.OK);
        app.Log.Lines.ShouldContain(static line => line.StartsWith("Information MeshFunctions.Audit 1600 Allowed on VouchedPolicy", StringComparison.Ordinal));

        _clock.Advance(TimeSpan.FromMinutes(10));
        (await app.StatusAsync("vouched-policy", request => mesh.As(request))).ShouldBe(HttpStatusCode.Forbidden);
        (await app.StatusAsync("vouched-policy", request => mesh.As(request, Staff))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_shadowed_policy_admits_nobody_whom_the_bare_attribute_would_not()
    {
        await using var app = await StartAsync(($"Shadow:{Policy}:Until", In(TimeSpan.FromDays(29))));

        (await app.StatusAsync("vouched-policy")).ShouldBe(HttpStatusCode.Unauthorized);
        (await app.StatusAsync("vouched-policy", mesh.FromEdge)).ShouldBe(HttpStatusCode.Unauthorized);
        (await app.StatusAsync("vouched-policy", request => mesh.As(request, new() { Lifetime = TimeSpan.FromHours(-1) }))).ShouldBe(HttpStatusCode.Unauthorized);
        app.Entries.Names.ShouldBeEmpty();
    }

    [Fact]
    public async Task Everything_else_on_the_function_still_holds()
    {
        await using var app = await StartAsync(($"Shadow:{Policy}:Until", In(TimeSpan.FromDays(29))));

        (await app.StatusAsync("staff-writers")).ShouldBe(HttpStatusCode.Unauthorized);
        (await app.StatusAsync("staff-writers", request => mesh.As(request, Staff))).ShouldBe(HttpStatusCode.Forbidden, "the role beside it in the attribute");
        (await app.StatusAsync("staff-writers", request => mesh.As(request, MeshAppFixture.Writer))).ShouldBe(HttpStatusCode.OK);
        (await app.StatusAsync("staff-and-peer", request => mesh.As(request))).ShouldBe(HttpStatusCode.Forbidden, "the peer");
        (await app.StatusAsync("staff-and-peer", mesh.FromEdge)).ShouldBe(HttpStatusCode.Unauthorized);
        (await app.StatusAsync("staff-and-peer", mesh.FromEdge, request => mesh.As(request))).ShouldBe(HttpStatusCode.OK);
        (await app.StatusAsync("writer", request => mesh.As(request))).ShouldBe(HttpStatusCode.Forbidden, "another function");
    }

    [Fact]
    public async Task A_policy_that_the_configuration_demands_is_put_off_alone()
    {
        await using var app = await StartAsync(
            ($"Shadow:{Policy}:Until", In(TimeSpan.FromMinutes(10))), ("Functions:*:Policy", Policy), ("Functions:Scoped:Roles:0", "Orders.Write"));

        (await app.StatusAsync("open")).ShouldBe(HttpStatusCode.OK, "the code admits everybody");
        app.Log.All.ShouldContain("WouldDeny on Open: policy VouchedStaff in shadow mode: role;");
        (await app.StatusAsync("guarded")).ShouldBe(HttpStatusCode.Unauthorized);
        (await app.StatusAsync("scoped")).ShouldBe(HttpStatusCode.Unauthorized, "another demand of the configuration");
        (await app.StatusAsync("undeclared", request => mesh.As(request, Staff))).ShouldBe(HttpStatusCode.Forbidden);

        _clock.Advance(TimeSpan.FromMinutes(10));
        (await app.StatusAsync("open")).ShouldBe(HttpStatusCode.Unauthorized);
        (await app.StatusAsync("open", request => mesh.As(request, Staff))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Where_the_default_policy_asks_for_nobody_a_valid_caller_is_asked_for_all_the_same()
    {
        await using var app = await StartAsync(
            static options => options.DefaultPolicy = new AuthorizationPolicyBuilder().RequireAssertion(static _ => true).Build(), ($"Shadow:{Policy}:Until", In(TimeSpan.FromDays(1))));

        (await app.StatusAsync("vouched-policy")).ShouldBe(HttpStatusCode.Unauthorized);
        (await app.StatusAsync("vouched-policy", request => mesh.As(request))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task T41_a_clock_that_is_set_back_does_not_put_it_off_again()
    {
        await using var app = await StartAsync(($"Shadow:{Policy}:Until", In(TimeSpan.FromMinutes(10))));
        (await app.StatusAsync("vouched-policy", request => mesh.As(request))).ShouldBe(HttpStatusCode.OK);
        _clock.Advance(TimeSpan.FromMinutes(10));
        (await app.StatusAsync("vouched-policy", request => mesh.As(request))).ShouldBe(HttpStatusCode.Forbidden);
        _clock.Set(_clock.GetUtcNow() - TimeSpan.FromMinutes(5));
        (await app.StatusAsync("vouched-policy", request => mesh.As(request))).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_policy_that_throws_while_it_is_tried_would_deny_and_is_no_outage()
    {
        await using var app = await StartAsync(
            static options => options.AddPolicy(Policy, static policy => policy.RequireAssertion(static bool (_) => throw new TimeoutException("canary"))), ($"Shadow:{Policy}:Until", In(TimeSpan.FromMinutes(10))));

        (await app.StatusAsync("vouched-policy", request => mesh.As(request))).ShouldBe(HttpStatusCode.OK);
        app.Log.All.ShouldContain("WouldDeny on VouchedPolicy: policy VouchedStaff in shadow mode: TimeoutException;");
        (await app.StatusAsync("vouched-policy")).ShouldBe(HttpStatusCode.InternalServerError, "it is all that could admit them");
        _clock.Advance(TimeSpan.FromMinutes(10));
        (await app.StatusAsync("vouched-policy", request => mesh.As(request))).ShouldBe(HttpStatusCode.InternalServerError);
    }

    [Fact]
    public async Task Every_policy_that_would_deny_is_named_and_start_says_of_each_function_whom_it_admits_meanwhile()
    {
        await using var app = await StartAsync(
            static options => options.AddPolicy("Other", static policy => policy.RequireRole("Other")),
            ($"Shadow:{Policy}:Until", In(TimeSpan.FromMinutes(10))), ("Shadow:Other:Until", In(TimeSpan.FromMinutes(10))), ("Functions:*:Policy", "Other"));

        (await app.StatusAsync("vouched-policy", request => mesh.As(request))).ShouldBe(HttpStatusCode.OK);
        app.Log.All.ShouldContain("WouldDeny on VouchedPolicy: policy Other in shadow mode: role; policy VouchedStaff in shadow mode: role;");
        app.Log.Lines.ShouldContain(static line => line.StartsWith("Warning ", StringComparison.Ordinal) && line.Contains("Function Open admits everybody, while in shadow mode: policy Other;", StringComparison.Ordinal));
        app.Log.Lines.ShouldContain(static line => line.Contains("Function VouchedPolicy admits every valid caller, while in shadow mode: policy Other, VouchedStaff;", StringComparison.Ordinal)
            || line.Contains("Function VouchedPolicy admits whom all else admits, while in shadow mode: policy Other, VouchedStaff;", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_past_Until_enforces_the_policy_and_says_so_at_start()
    {
        await using var app = await StartAsync(($"Shadow:{Policy}:Until", "2020-01-01"));

        app.Log.All.ShouldContain($"Policy {Policy} is enforced: its shadow mode ended 2020-01-01T00:00:00");
        (await app.StatusAsync("vouched-policy", request => mesh.As(request))).ShouldBe(HttpStatusCode.Forbidden);
        (await app.StatusAsync("vouched-policy", request => mesh.As(request, Staff))).ShouldBe(HttpStatusCode.OK);
    }

    private static LocalCloud.Tokens.TokenSpec Staff { get; } = new() { Subject = "stan", Roles = ["Staff"] };

    private string In(TimeSpan time) => Invariant($"{_clock.GetUtcNow() + time:yyyy-MM-ddTHH:mm:ssZ}");

    private Task<MeshApp> StartAsync(params (string Key, string Value)[] access) => StartAsync(null, static _ => { }, access);

    private Task<MeshApp> StartAsync(RecordedMeters meters, params (string Key, string Value)[] access) => StartAsync(meters, static _ => { }, access);

    private Task<MeshApp> StartAsync(Action<AuthorizationOptions> policies, params (string Key, string Value)[] access) => StartAsync(null, policies, access);

    private Task<MeshApp> StartAsync(RecordedMeters? meters, Action<AuthorizationOptions> policies, (string Key, string Value)[] access)
    {
        var settings = MeshApp.Settings(mesh.Cloud);
        foreach (var (key, value) in access)
        {
            settings["MeshFunctions:Access:" + key] = value;
        }

        return mesh.StartAppAsync(settings, services: services =>
        {
            services.AddSingleton<TimeProvider>(_clock);
            if (meters is not null)
            {
                services.AddSingleton(meters.Meters);
            }

            services.AddAuthorizationCore(static options => options.AddPolicy(Policy, static policy => policy.RequireRole("Staff")));
            services.AddAuthorizationCore(policies);
        });
    }
}
