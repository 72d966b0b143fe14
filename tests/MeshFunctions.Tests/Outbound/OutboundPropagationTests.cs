using System.Diagnostics;
using MeshFunctions.Tracing;
using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Tests.Outbound;

[Collection(ActivityListening.Name)]
public sealed class OutboundPropagationTests : IAsyncLifetime
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private static readonly string[] Plain = ["host", "traceparent", "x-request-id"];
    private readonly OutboundFixture _fixture = new();
    private RecordingServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await _fixture.StartSecureAsync();
        _fixture.Client(_server).AddMeshPropagation();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task T59b_without_a_listener_the_trace_travels_all_the_same()
    {
        _fixture.Lineage.Current = new TraceLineage(TraceId, 1, "request-1") { TraceState = "rojo=1" };

        using var response = await _fixture.GetAsync(_server.Url);

        Activity.Current.ShouldBeNull();
        _server.Only["traceparent"]!.ShouldMatch($"^00-{TraceId}-[0-9a-f]{{16}}-01$");
        _server.Only["tracestate"].ShouldBe("rojo=1");
        _server.Only["x-request-id"].ShouldBe("request-1");
    }

    [Fact]
    public async Task T59b_each_call_has_a_parent_id_of_its_own()
    {
        _fixture.Lineage.Current = new TraceLineage(TraceId, 1, "request-1");

        using var first = await _fixture.GetAsync(_server.Url);
        using var second = await _fixture.GetAsync(_server.Url);

        _server.Requests.Select(request => request["traceparent"]).Distinct(StringComparer.Ordinal).Count().ShouldBe(2);
    }

    [Fact]
    public async Task GetAsync_with_a_listener_the_client_span_is_the_parent_that_the_server_sees()
    {
        List<Activity> spans = [];
        using var listener = Listen(spans);
        using var function = new Activity("function");
        function.Start();
        _fixture.Lineage.Current = new TraceLineage(function.TraceId.ToHexString(), 1, "request-1");

        using var response = await _fixture.GetAsync(_server.Url);

        var span = spans.ShouldHaveSingleItem();
        span.ParentSpanId.ShouldBe(function.SpanId);
        _server.Only["traceparent"].ShouldBe(span.Id);
    }

    [Fact]
    public async Task GetAsync_activity_of_another_trace_does_not_take_the_lineage_away()
    {
        List<Activity> spans = [];
        using var listener = Listen(spans);
        using var stray = new Activity("stray");
        stray.Start();
        _fixture.Lineage.Current = new TraceLineage(TraceId, 1, "request-1");

        using var response = await _fixture.GetAsync(_server.Url);

        _server.Only["traceparent"]!.ShouldStartWith($"00-{TraceId}-");
    }

    [Fact]
    public async Task GetAsync_outside_of_an_invocation_the_activity_counts_and_without_one_nothing_is_sent()
    {
        using var silent = await _fixture.GetAsync(_server.Url);
        using var activity = new Activity("start-up");
        activity.Start();
        using var response = await _fixture.GetAsync(_server.Url);

        _server.Requests[0].Names.ShouldBe(["host"]);
        _server.Requests[1]["traceparent"]!.ShouldStartWith($"00-{activity.TraceId}-");
        _server.Requests[1]["x-request-id"].ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task T66b_baggage_that_the_runtime_would_add_is_not_sent(bool listening)
    {
        using var listener = listening ? Listen([]) : null;
        using var function = new Activity("function");
        function.AddBaggage("user", "CANARY").Start();
        _fixture.Lineage.Current = new TraceLineage(function.TraceId.ToHexString(), 1, "request-1");

        using var response = await _fixture.GetAsync(_server.Url);

        _server.Only.Names.ShouldBe(Plain, ignoreOrder: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task T66b_baggage_that_the_client_s_list_names_is_sent_and_nothing_else(bool listening)
    {
        using var listener = listening ? Listen([]) : null;
        _fixture.Options().Baggage.Add("tenant");
        _fixture.Options().Baggage.Add("region");
        using var function = new Activity("function");
        function.AddBaggage("user", "CANARY").AddBaggage("region", "north west").Start();
        _fixture.Lineage.Current = new TraceLineage(function.TraceId.ToHexString(), 1, "request-1")
        {
            Baggage = BaggageParser.Read("tenant=blue%21;x=1,secret=CANARY,region=south", new BaggageNames(["tenant", "secret", "region"])).Members,
        };
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Url) { Headers = { { "baggage", "tenant=CANARY,own=1" } } };

        using var response = await _fixture.NewClient().SendAsync(request, TestContext.Current.CancellationToken);

        _server.Only["baggage"].ShouldBe("tenant=blue%21;x=1,region=north%20west");
    }

    [Fact]
    public async Task T66b_baggage_that_instrumentation_puts_on_the_request_is_not_sent()
    {
        using var listener = Listen([]);
        using var instrumentation = new HeaderAdder();
        using var all = DiagnosticListener.AllListeners.Subscribe(instrumentation);
        _fixture.Lineage.Current = new TraceLineage(TraceId, 1, "request-1");

        using var response = await _fixture.GetAsync(_server.Url);

        instrumentation.Added.ShouldBe(1);
        _server.Only.Names.ShouldBe(Plain, ignoreOrder: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task T66_host_that_is_not_listed_gets_no_baggage(bool listening)
    {
        using var listener = listening ? Listen([]) : null;
        await using var other = await _fixture.StartSecureAsync();
        _fixture.Options().Baggage.Add("tenant");
        using var function = new Activity("function");
        function.AddBaggage("tenant", "CANARY").Start();
        _fixture.Lineage.Current = new TraceLineage(function.TraceId.ToHexString(), 1, "request-1");

        using var response = await _fixture.GetAsync(other.Url);
        using var control = await _fixture.GetAsync(_server.Url);

        other.Only.Names.ShouldBe(["host"]);
        _server.Only["baggage"].ShouldBe("tenant=CANARY", "control");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task T67_trace_headers_of_the_function_are_replaced(bool listening)
    {
        using var listener = listening ? Listen([]) : null;
        _fixture.Lineage.Current = new TraceLineage(TraceId, 1, "request-1");
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Url)
        {
            Headers =
            {
                { "traceparent", "00-11111111111111111111111111111111-2222222222222222-01" },
                { "tracestate", "own=1" },
                { "baggage", "own=1" },
                { "Correlation-Context", "own=1" },
                { "Request-Id", "|own.1." },
                { "b3", "0" },
                { "X-B3-TraceId", "80f198ee56343ba864fe8b2a57d3eff7" },
                { "X-B3-SpanId", "e457b5a2e4d86bd1" },
                { "X-B3-ParentSpanId", "05e3ac9a4f6e3b90" },
                { "X-B3-Sampled", "1" },
                { "X-B3-Flags", "1" },
                { "X-Amzn-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793" },
            },
        };

        using var response = await _fixture.NewClient().SendAsync(request, TestContext.Current.CancellationToken);

        _server.Only["traceparent"]!.ShouldStartWith($"00-{TraceId}-");
        _server.Only.Names.ShouldBe(Plain, ignoreOrder: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GetAsync_formats_of_the_client_carry_the_same_context(bool listening)
    {
        List<Activity> spans = [];
        using var listener = listening ? Listen(spans) : null;
        using var function = new Activity("function");
        function.Start();
        _fixture.Lineage.Current = new TraceLineage(function.TraceId.ToHexString(), 1, "request-1") { TraceState = "rojo=1" };
        foreach (var format in TraceFormats.Outbound)
        {
            _fixture.Options().Formats.Add(format);
        }

        using var response = await _fixture.GetAsync(_server.Url);

        var sent = _server.Only;
        TraceParent.TryParse(sent["traceparent"], out var context).ShouldBeTrue();
        context.TraceIdText.ShouldBe(function.TraceId.ToHexString());
        if (listening)
        {
            context.SpanIdText.ShouldBe(spans.ShouldHaveSingleItem().SpanId.ToHexString());
        }

        var sampled = context.Flags & TraceParent.Sampled;
        sent["tracestate"].ShouldBe("rojo=1");
        sent["b3"].ShouldBe($"{context.TraceIdText}-{context.SpanIdText}-{sampled}");
        sent["X-B3-TraceId"].ShouldBe(context.TraceIdText);
        sent["X-B3-SpanId"].ShouldBe(context.SpanIdText);
        sent["X-B3-Sampled"].ShouldBe(sampled.ToString(System.Globalization.CultureInfo.InvariantCulture));
        sent["X-Amzn-Trace-Id"].ShouldBe($"Root=1-{context.TraceIdText[..8]}-{context.TraceIdText[8..]};Parent={context.SpanIdText};Sampled={sampled}");
        sent["x-request-id"].ShouldBe("request-1");
    }

    [Fact]
    public async Task GetAsync_client_with_one_other_format_sends_no_traceparent()
    {
        _fixture.Options().Formats.Add(TraceFormat.B3);
        _fixture.Lineage.Current = new TraceLineage(TraceId, 1, "request-1") { TraceState = "rojo=1" };

        using var response = await _fixture.GetAsync(_server.Url);

        _server.Only["b3"]!.ShouldMatch($"^{TraceId}-[0-9a-f]{{16}}-1$");
        _server.Only.Names.ShouldBe(["host", "b3", "x-request-id"], ignoreOrder: true);
    }

    [Fact]
    public async Task GetAsync_request_id_of_the_function_is_kept()
    {
        _fixture.Lineage.Current = new TraceLineage(TraceId, 1, "request-1");
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Url) { Headers = { { "x-request-id", "own" } } };

        using var response = await _fixture.NewClient().SendAsync(request, TestContext.Current.CancellationToken);

        _server.Only["x-request-id"].ShouldBe("own");
    }

    [Fact]
    public async Task T69_nothing_but_the_trace_is_propagated_and_the_proof_of_the_hop_never_is()
    {
        _fixture.Lineage.Current = new TraceLineage(TraceId, 1, "request-1");
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Url)
        {
            Headers = { { "Mesh-Hop-Key", "CANARY" }, { "mesh-hop-assertion", "CANARY" } },
        };

        using var response = await _fixture.NewClient().SendAsync(request, TestContext.Current.CancellationToken);

        _server.Only.Names.ShouldBe(Plain, ignoreOrder: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task T66_host_that_is_not_listed_gets_no_trace(bool listening)
    {
        using var listener = listening ? Listen([]) : null;
        await using var other = await _fixture.StartSecureAsync();
        using var function = new Activity("function");
        function.AddBaggage("user", "CANARY").Start();
        _fixture.Lineage.Current = new TraceLineage(function.TraceId.ToHexString(), 1, "request-1");

        using var response = await _fixture.GetAsync(other.Url);

        other.Only.Names.ShouldBe(["host"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task T66b_client_without_propagation_sends_neither_trace_nor_baggage(bool listening)
    {
        List<Activity> spans = [];
        using var listener = listening ? Listen(spans) : null;
        await using var fixture = new OutboundFixture();
        await using var server = await fixture.StartSecureAsync();
        fixture.Client(server).AddAccessToken("api://inventory/.default");
        using var function = new Activity("function");
        function.AddBaggage("user", "CANARY").Start();

        using var response = await fixture.GetAsync(server.Url);

        server.Only.Names.ShouldBe(["host", "authorization"], ignoreOrder: true);
        spans.Count.ShouldBe(listening ? 1 : 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task T66_message_sent_again_to_a_host_that_is_not_listed_carries_no_request_id_of_ours(bool listening)
    {
        using var listener = listening ? Listen([]) : null;
        await using var other = await _fixture.StartSecureAsync();
        var elsewhere = other.Url;
        _fixture.Services.AddHttpClient("inventory").AddHttpMessageHandler(() => new Elsewhere(elsewhere));
        _fixture.Lineage.Current = new TraceLineage(TraceId, 1, "request-1");

        using var response = await _fixture.GetAsync(_server.Url);

        _server.Only["x-request-id"].ShouldBe("request-1");
        other.Only.Names.ShouldBe(["host"]);
    }

    [Fact]
    public void Send_synchronously_carries_the_trace_too()
    {
        _fixture.Lineage.Current = new TraceLineage(TraceId, 0, "request-1");
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Url);

        using var response = _fixture.NewClient().Send(request, TestContext.Current.CancellationToken);

        _server.Only["traceparent"]!.ShouldMatch($"^00-{TraceId}-[0-9a-f]{{16}}-00$");
    }

    private static ActivityListener Listen(List<Activity> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "System.Net.Http",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => spans.Add(span),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    /// <summary>Does what OpenTelemetry's instrumentation of HttpClient does with its own ambient baggage.</summary>
    private sealed class HeaderAdder : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly List<IDisposable> _subscriptions = [];

        public int Added { get; private set; }

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name is "HttpHandlerDiagnosticListener")
            {
                _subscriptions.Add(value.Subscribe(this));
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Key is "System.Net.Http.HttpRequestOut.Start")
            {
                var request = (HttpRequestMessage)value.Value!.GetType().GetProperty("Request")!.GetValue(value.Value)!;
                request.Headers.Add("baggage", "user=CANARY");
                Added++;
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose() => _subscriptions.ForEach(static subscription => subscription.Dispose());
    }

    private sealed class Elsewhere(Uri address) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (await base.SendAsync(request, cancellationToken)).Dispose();
            request.RequestUri = address;
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
