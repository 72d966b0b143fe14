using System.Diagnostics;
using MeshFunctions.Tracing;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using B3Propagator = MeshFunctions.Tracing.B3Propagator;

namespace MeshFunctions.Tests.Tracing;

public sealed class PropagatorTests
{
    private const string Trace = "5759e988bd862e3fe1be46a994272793";
    private const string Span = "53995c3f42cd8ad8";

    private static readonly PropagationContext Known = new(
        new ActivityContext(ActivityTraceId.CreateFromString(Trace), ActivitySpanId.CreateFromString(Span), ActivityTraceFlags.Recorded),
        Baggage.Create(new Dictionary<string, string>(StringComparer.Ordinal) { ["user"] = "rita" }));

    public static TheoryData<string> Names => ["b3", "b3multi", "xray"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Extract_reads_what_Inject_wrote(string name)
    {
        Dictionary<string, string[]> carrier = new(StringComparer.OrdinalIgnoreCase);
        var propagator = Of(name);

        propagator.Inject(Known, carrier, static (target, key, value) => target[key] = [value]);
        var read = Extract(propagator, carrier);

        carrier.Keys.ShouldBeSubsetOf(propagator.Fields!, StringComparer.Ordinal);
        read.ActivityContext.TraceId.ShouldBe(Known.ActivityContext.TraceId);
        read.ActivityContext.SpanId.ShouldBe(Known.ActivityContext.SpanId);
        read.ActivityContext.TraceFlags.ShouldBe(ActivityTraceFlags.Recorded);
        read.ActivityContext.IsRemote.ShouldBeTrue();
    }

    [Theory]
    [InlineData("b3", "b3", $"{Trace}-{Span}-1")]
    [InlineData("b3multi", "b3", $"{Trace}-{Span}-1")]
    [InlineData("b3", "X-B3-TraceId", Trace)]
    [InlineData("b3multi", "X-B3-TraceId", Trace)]
    [InlineData("xray", "X-Amzn-Trace-Id", $"Root=1-5759e988-bd862e3fe1be46a994272793;Parent={Span};Sampled=1")]
    public void Extract_reads_both_forms_whatever_is_written_and_keeps_the_baggage(string name, string header, string value)
    {
        Dictionary<string, string[]> carrier = new(StringComparer.OrdinalIgnoreCase) { [header] = [value], ["X-B3-SpanId"] = [Span] };

        var read = Of(name).Extract(new PropagationContext(default, Known.Baggage), carrier, Get);

        read.ActivityContext.TraceId.ToHexString().ShouldBe(Trace);
        read.ActivityContext.SpanId.ToHexString().ShouldBe(Span);
        read.Baggage.GetBaggage("user").ShouldBe("rita");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Extract_leaves_a_context_that_is_known(string name)
    {
        var propagator = Of(name);
        Dictionary<string, string[]> carrier = new(StringComparer.OrdinalIgnoreCase);
        var other = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None);
        propagator.Inject(new PropagationContext(other, default), carrier, static (target, key, value) => target[key] = [value]);

        propagator.Extract(Known, carrier, Get).ShouldBe(Known);
        Extract(propagator, carrier).ActivityContext.TraceId.ShouldBe(other.TraceId, "control");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void T55_Extract_ignores_what_is_malformed_and_never_throws(string name)
    {
        var propagator = Of(name);
        string[]?[] values = [null, [], [""], [null!], [null!, "x"], ["garbage"], ["\u001b[31m"], ["0"], [new string('a', 100_000)]];
        foreach (var value in values)
        {
            propagator.Extract(default, "carrier", (_, _) => value).ShouldBe(default);
            propagator.Extract(default, "carrier", (_, _) => value?.Where(static _ => true)).ShouldBe(default);
        }

        propagator.Extract<string?>(default, null, static (_, _) => ["x"]).ShouldBe(default);
        propagator.Extract(default, "carrier", null!).ShouldBe(default);
    }

    [Fact]
    public void T55_Extract_of_several_values_the_first_counts_in_B3_and_none_in_XRay()
    {
        Dictionary<string, string[]> carrier = new(StringComparer.OrdinalIgnoreCase)
        {
            ["b3"] = [$"{Trace}-{Span}-1", "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1"],
            ["X-Amzn-Trace-Id"] = ["Root=1-5759e988-bd862e3fe1be46a994272793", "Root=1-5759e988-bd862e3fe1be46a994272793"],
        };

        Extract(Of("b3"), carrier).ActivityContext.TraceId.ToHexString().ShouldBe(Trace);
        Extract(Of("xray"), carrier).ShouldBe(default);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Inject_writes_nothing_without_a_valid_context_and_never_throws(string name)
    {
        var propagator = Of(name);
        var writes = 0;

        propagator.Inject(default, "carrier", (_, _, _) => writes++);
        propagator.Inject<string?>(Known, null, (_, _, _) => writes++);
        propagator.Inject(Known, "carrier", null!);

        writes.ShouldBe(0);
        propagator.Inject(Known, "carrier", (_, _, _) => writes++);
        writes.ShouldBeGreaterThan(0, "control");
    }

    [Fact]
    public void Constructor_unknown_form_is_refused() => Should.Throw<ArgumentOutOfRangeException>(static () => new B3Propagator((B3Format)2));

    [Fact]
    public void Extract_in_the_composite_propagator_the_first_that_finds_a_context_wins()
    {
        var composite = new CompositeTextMapPropagator(
            [new TraceContextPropagator(), new B3Propagator(B3Format.SingleHeader), new XRayPropagator(), new BaggagePropagator()]);
        Dictionary<string, string[]> carrier = new(StringComparer.OrdinalIgnoreCase)
        {
            ["X-Amzn-Trace-Id"] = ["Root=1-0af76519-16cd43dd8448eb211c80319c;Parent=b7ad6b7169203331"],
            ["b3"] = [$"{Trace}-{Span}"],
            ["baggage"] = ["user=rita"],
        };

        var read = Extract(composite, carrier);

        read.ActivityContext.TraceId.ToHexString().ShouldBe(Trace);
        read.ActivityContext.TraceFlags.ShouldBe(ActivityTraceFlags.None);
        read.Baggage.GetBaggage("user").ShouldBe("rita");
    }

    private static TextMapPropagator Of(string name) => name switch
    {
        "b3" => new B3Propagator(B3Format.SingleHeader),
        "b3multi" => new B3Propagator(B3Format.MultipleHeaders),
        _ => new XRayPropagator(),
    };

    private static PropagationContext Extract(TextMapPropagator propagator, Dictionary<string, string[]> carrier) => propagator.Extract(default, carrier, Get);

    private static string[]? Get(Dictionary<string, string[]> carrier, string name) => carrier.GetValueOrDefault(name);
}
