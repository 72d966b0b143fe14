using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using MeshFunctions.Tests.Hosting.Functions;
using MeshFunctions.Tests.Tracing;
using MeshFunctions.Tracing;

namespace MeshFunctions.Tests.Hosting;

/// <summary>What holds in both HTTP modes.</summary>
public abstract class LineageScenes(MeshAppFixture mesh)
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string ParentId = "b7ad6b7169203331";
    private const string TraceParent = "00-" + TraceId + "-" + ParentId + "-01";

    public static MatrixTheoryData<TraceFormat, bool> FormatsAndListening => new([.. FormatScene.All.Select(static row => row.Data)], [true, false]);

    /// <summary>Headers with an id that is none of a trace.</summary>
    public static TheoryData<string> CorrelationHeaders => ["x-request-id", "x-ms-client-request-id", "x-ms-correlation-request-id", "Request-Id"];

    public static TheoryData<string, string, string> HostileIds => [.. CorrelationHeaders.SelectMany(static row => new (string, string, string)[]
    {
        (row.Data, "escape", "evil-56\u001b[31mred"), (row.Data, "long", "evil-56" + new string('a', 10 * 1024)),
        (row.Data, "bidi", "evil-56\u202eb"), (row.Data, "blank", "evil-56 b"), (row.Data, "tab", "evil-56\tb"), (row.Data, "comma", "evil-56,b"),
        (row.Data, "markup", "<b>evil-56</b>"), (row.Data, "NUL", "evil-56\0"), (row.Data, "8 bit", "evil-56\u00e9"), (row.Data, "repeated", $"evil-56a\r\n{row.Data}: evil-56b"),
    })];

    [Fact]
    public async Task A_proven_hop_s_trace_continues()
    {
        using var request = mesh.FromEdge(MeshAppFixture.Get("open"));
        request.Headers.TryAddWithoutValidation("traceparent", TraceParent);
        request.Headers.TryAddWithoutValidation("x-request-id", "edge-1");
        var view = await mesh.SeeAsync(request);

        view.TraceId.ShouldBe(TraceId);
        view.ParentId.ShouldBe(ParentId);
        view.Origin.ShouldBe("W3C");
        view.RequestId.ShouldBe("edge-1");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task T54_T59b_An_unproven_hop_s_trace_is_linked_and_not_continued_with_or_without_a_listener(bool listening)
    {
        using var listener = listening ? Listen() : null;
        using var request = MeshAppFixture.Get("open");
        request.Headers.TryAddWithoutValidation("traceparent", TraceParent);
        var view = await mesh.SeeAsync(request);

        view.TraceId.ShouldNotBe(TraceId, StringComparer.Ordinal);
        view.Origin.ShouldBe("New");
        view.ParentId.ShouldBeNull();
        view.Links.ShouldContain(TraceId, StringComparer.Ordinal);
        if (listening)
        {
            view.ActivityTraceId.ShouldBe(view.TraceId);
        }
    }

    [Theory]
    [MemberData(nameof(FormatsAndListening))]
    public async Task T54_T59b_A_trace_in_any_format_continues_only_from_a_proven_hop(TraceFormat format, bool listening)
    {
        var scene = FormatScene.Of(format);
        using var listener = listening ? Listen() : null;
        using var proven = mesh.FromEdge(MeshAppFixture.Get("open"));
        using var unproven = MeshAppFixture.Get("open");
        foreach (var (name, value) in scene.Headers(TraceId, ParentId))
        {
            proven.Headers.TryAddWithoutValidation(name, value);
            unproven.Headers.TryAddWithoutValidation(name, value);
        }

        var continued = await mesh.SeeAsync(proven);
        var restarted = await mesh.SeeAsync(unproven);

        continued.TraceId.ShouldBe(TraceId);
        continued.ParentId.ShouldBe(ParentId);
        continued.Origin.ShouldBe(scene.Origin.ToString());
        restarted.TraceId.ShouldNotBe(TraceId, StringComparer.Ordinal);
        restarted.Origin.ShouldBe("New");
        restarted.Links.ShouldContain(TraceId, StringComparer.Ordinal);
        if (listening)
        {
            continued.ActivityTraceId.ShouldBe(TraceId);
            restarted.ActivityTraceId.ShouldBe(restarted.TraceId);
        }
    }

    [Fact]
    public async Task T56_Ids_of_other_systems_are_in_the_log_scope_if_they_are_safe_there()
    {
        using var request = mesh.FromEdge(MeshAppFixture.Get("open"));
        request.Headers.TryAddWithoutValidation("x-ms-client-request-id", "client-4711");
        request.Headers.TryAddWithoutValidation("x-ms-correlation-request-id", "evil-[31m-correlation");
        await mesh.SeeAsync(request);

        mesh.App.Log.Lines.ShouldContain(line => line.Contains("MeshFunctions.Audit", StringComparison.Ordinal)
            && line.Contains("ClientRequestId:client-4711", StringComparison.Ordinal));
        mesh.App.Log.All.ShouldNotContain("evil-");
    }

    [Fact]
    public async Task T53_Baggage_is_a_proven_hop_s_and_only_what_is_named()
    {
        const string Sent = "tenant=a%0D%0Ab;x=1,secret=1,tenant=%zz, =,b c=d";
        using var proven = mesh.FromEdge(MeshAppFixture.Get("open"));
        proven.Headers.TryAddWithoutValidation("baggage", Sent);
        using var stranger = MeshAppFixture.Get("open");
        stranger.Headers.TryAddWithoutValidation("baggage", Sent);
        stranger.Headers.TryAddWithoutValidation("traceparent", TraceParent);

        (await mesh.SeeAsync(proven)).Baggage.ShouldBe("tenant=a%0D%0Ab;x=1,tenant=%25zz");
        (await mesh.SeeAsync(stranger)).Baggage.ShouldBe("");
    }

    [Fact]
    public async Task T59b_Log_lines_of_the_function_carry_the_lineage_without_a_listener()
    {
        using var request = mesh.FromEdge(MeshAppFixture.Get("open"));
        request.Headers.TryAddWithoutValidation("traceparent", "00-11111111111111111111111111111111-2222222222222222-00");
        await mesh.SeeAsync(request);

        mesh.App.Log.Lines.ShouldContain(line => line.Contains("MeshFunctions.Audit", StringComparison.Ordinal)
            && line.Contains("TraceId:11111111111111111111111111111111", StringComparison.Ordinal));
    }

    [Fact]
    public async Task T70_The_new_root_of_a_failing_function_is_marked_as_failed()
    {
        List<Activity> stopped = [];
        using var listener = Listen(stopped);
        using var request = MeshAppFixture.Get("throws");
        request.Headers.TryAddWithoutValidation("traceparent", TraceParent);
        using var response = await mesh.SendAsync(request);

        var root = stopped.ShouldHaveSingleItem();
        root.TraceId.ToString().ShouldNotBe(TraceId, StringComparer.Ordinal);
        root.Status.ShouldBe(ActivityStatusCode.Error);
        root.GetTagItem("error.type").ShouldBe("System.InvalidOperationException");
    }

    [Fact]
    public async Task T56_A_hostile_request_id_is_replaced_and_never_logged()
    {
        using var request = mesh.FromEdge(MeshAppFixture.Get("open"));
        request.Headers.TryAddWithoutValidation("x-request-id", "evil-[31m-id");
        var view = await mesh.SeeAsync(request);

        view.RequestId.ShouldNotContain("evil");
        mesh.App.Log.All.ShouldNotContain("evil-");
    }

    [Theory]
    [MemberData(nameof(HostileIds))]
    public async Task T56_Hostile_id_in_any_correlation_header_is_replaced_and_never_logged(string name, string shape, string value)
    {
        shape.ShouldNotBeEmpty();
        ArgumentNullException.ThrowIfNull(value);
        foreach (var proof in ((string, string)[][])[[("Mesh-Hop-Key", MeshAppFixture.HopKey)], []])
        {
            var answer = await RawHttp.GetAsync(new Uri(mesh.Client.BaseAddress!, "open"), [.. proof, (name, value)]);

            // What no header field may hold (RFC 9110 §5.5) the server itself refuses.
            answer.Status.ShouldBeOneOf(value.Contains('\0', StringComparison.Ordinal) ? [HttpStatusCode.BadRequest] : [HttpStatusCode.OK]);
            answer.Head.ShouldNotContain("evil-56");
            answer.Body.ShouldNotContain("evil-56");
            if (answer.Status == HttpStatusCode.OK)
            {
                RequestIdentifier.IsValid(MeshView.Parse(answer.Body).RequestId).ShouldBeTrue();
            }
        }

        mesh.App.Log.All.ShouldNotContain("evil-56");
        var good = $"good-{Convert.ToHexString(RandomNumberGenerator.GetBytes(8))}";
        await RawHttp.GetAsync(new Uri(mesh.Client.BaseAddress!, "open"), [("Mesh-Hop-Key", MeshAppFixture.HopKey), (name, good)]);
        mesh.App.Log.All.ShouldContain(good, Case.Sensitive, "control");
    }

    [Theory]
    [MemberData(nameof(CorrelationHeaders))]
    public async Task T54_T56_Good_id_of_an_unproven_hop_is_not_taken_over_either(string name)
    {
        var id = $"stranger-{Convert.ToHexString(RandomNumberGenerator.GetBytes(8))}";
        var answer = await RawHttp.GetAsync(new Uri(mesh.Client.BaseAddress!, "open"), [(name, id)]);

        MeshView.Parse(answer.Body).RequestId.ShouldNotContain(id);
        mesh.App.Log.All.ShouldNotContain(id);
    }

    private static ActivityListener Listen(List<Activity>? failed = null)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Microsoft.Azure.Functions.Worker" or "MeshFunctions",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.Source.Name is "MeshFunctions" && activity.Status == ActivityStatusCode.Error && failed is not null)
                {
                    lock (failed)
                    {
                        failed.Add(activity);
                    }
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
