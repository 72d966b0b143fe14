using System.Text;
using MeshFunctions.Tracing;
using MeshFunctions.Tracing.Triggers;
using Microsoft.Azure.Functions.Worker;
using NSubstitute;

namespace MeshFunctions.Tests.Tracing.Triggers;

public sealed class MessageLineageReaderTests : IDisposable
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Span = "b7ad6b7169203331";
    private const string Parent = $"00-{Trace}-{Span}-01";
    private const string HostTrace = "11111111111111111111111111111111";
    private const string Host = $"00-{HostTrace}-2222222222222222-00";

    private readonly RecordedMeters _recorded = new();

    public static TheoryData<MessageShape> Singles => [.. MessageShape.Singles];

    public static TheoryData<MessageShape> Batches => [.. MessageShape.Batches];

    public static TheoryData<MessageShape, object> BadValues => [.. MessageShape.Singles.SelectMany(
        static _ => new object[] { $"00-{Trace}-{Span}-01,{Parent}", Parent.ToUpperInvariant(), "garbage", "|legacy.1.", 5, true, new[] { Parent }, new { x = Parent } },
        static (shape, value) => (shape, value))];

    public void Dispose() => _recorded.Dispose();

    [Theory]
    [MemberData(nameof(Singles))]
    public void Read_message_is_the_parent_where_the_host_has_no_context(MessageShape shape)
    {
        foreach (var host in (string[])["", "|hierarchical.1_"])
        {
            var lineage = Read(shape, host, ("traceparent", Parent), ("tracestate", "a=1, b=2"));

            lineage.TraceId.ShouldBe(Trace);
            lineage.ParentId.ShouldBe(Span);
            lineage.Origin.ShouldBe(TraceOrigin.Message);
            lineage.Origin.ToWireName().ShouldBe("message");
            lineage.Sampled.ShouldBeTrue();
            lineage.TraceState.ShouldBe("a=1,b=2");
            lineage.Restarted.ShouldBeFalse();
            lineage.Links.ShouldBeEmpty();
            lineage.Baggage.ShouldBeEmpty();
            lineage.NextHop(current: null).TraceParent.ToString().ShouldStartWith($"00-{Trace}-");
        }

        _recorded.Counts.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Singles))]
    public void Read_message_of_the_host_s_own_trace_is_its_parent_and_the_host_says_whether_it_is_sampled(MessageShape shape)
    {
        var lineage = Read(shape, $"00-{Trace}-2222222222222222-00", ("traceparent", Parent));

        lineage.TraceId.ShouldBe(Trace);
        lineage.ParentId.ShouldBe(Span);
        lineage.Origin.ShouldBe(TraceOrigin.Message);
        lineage.Sampled.ShouldBeFalse();
        lineage.Links.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Singles))]
    public void T58_Read_message_of_another_trace_is_linked_and_takes_nothing_over(MessageShape shape)
    {
        var lineage = Read(shape, Host, ("traceparent", Parent), ("tracestate", "a=1"));

        lineage.TraceId.ShouldBe(HostTrace);
        lineage.ParentId.ShouldBeNull();
        lineage.Origin.ShouldBe(TraceOrigin.New);
        lineage.Sampled.ShouldBeFalse();
        lineage.TraceState.ShouldBeNull();
        lineage.Restarted.ShouldBeFalse();
        var link = lineage.Links.ShouldHaveSingleItem();
        link.TraceId.ToHexString().ShouldBe(Trace);
        link.SpanId.ToHexString().ShouldBe(Span);
        link.TraceState.ShouldBe("a=1");
        Read(shape, "", ("traceparent", Parent)).TraceId.ShouldBe(Trace, "control");
    }

    [Theory]
    [MemberData(nameof(BadValues))]
    public void T50_Read_value_that_is_no_context_is_ignored_and_counted(MessageShape shape, object value)
    {
        var lineage = Read(shape, Host, ("traceparent", value), ("tracestate", "a=1"));

        lineage.TraceId.ShouldBe(HostTrace);
        lineage.Links.ShouldBeEmpty();
        lineage.TraceState.ShouldBeNull();
        _recorded.Counts.ShouldBe(["mesh.trace.refused message"]);
    }

    [Theory]
    [MemberData(nameof(Singles))]
    public void Read_message_without_a_context_is_the_host_s_trace(MessageShape shape)
    {
        var lineage = Read(shape, Host, ("baggage", "tenant=blue"), ("Correlation-Context", "a=1"), ("TraceParent", Parent), ("tracestate", "a=1"));

        // Attributes of an event are keys of the binding data, which regard no case; properties of a message do.
        lineage.TraceId.ShouldBe(HostTrace);
        lineage.Links.Count.ShouldBe(shape.Form is "attributes" ? 1 : 0);
        lineage.Baggage.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("serviceBusTrigger", "ApplicationProperties")]
    [InlineData("serviceBusTrigger", "UserProperties")]
    [InlineData("eventHubTrigger", "Properties")]
    [InlineData("kafkaTrigger", "Headers")]
    public void Read_Diagnostic_Id_comes_after_traceparent_and_has_no_state(string trigger, string key)
    {
        var shape = new MessageShape(trigger, key, "text");
        var older = $"00-33333333333333333333333333333333-{Span}-01";

        Read(shape, "", ("Diagnostic-Id", older), ("tracestate", "a=1")).ShouldSatisfyAllConditions(
            lineage => lineage.TraceId.ShouldStartWith("333"), lineage => lineage.TraceState.ShouldBeNull());
        Read(shape, "", ("Diagnostic-Id", older), ("traceparent", Parent)).TraceId.ShouldBe(Trace);
        Read(shape, "", ("Diagnostic-Id", older), ("traceparent", "garbage")).TraceId.ShouldStartWith("333");
        Read(shape, "", ("Diagnostic-Id", "|legacy.1."), ("traceparent", Parent)).TraceId.ShouldBe(Trace);
    }

    [Theory]
    [InlineData("serviceBusTrigger", "ApplicationProperties", "cloudEvents:")]
    [InlineData("serviceBusTrigger", "ApplicationProperties", "cloudEvents_")]
    [InlineData("eventHubTrigger", "Properties", "cloudEvents:")]
    [InlineData("kafkaTrigger", "Headers", "ce_")]
    public void Read_event_s_own_origin_comes_last(string trigger, string key, string prefix)
    {
        var shape = new MessageShape(trigger, key, "text");
        var origin = $"00-33333333333333333333333333333333-{Span}-01";

        Read(shape, "", (prefix + "traceparent", origin), (prefix + "tracestate", "a=1")).ShouldSatisfyAllConditions(
            lineage => lineage.TraceId.ShouldStartWith("333"), lineage => lineage.TraceState.ShouldBe("a=1"));
        Read(shape, "", (prefix + "traceparent", origin), ("Diagnostic-Id", Parent)).TraceId.ShouldBe(Trace);
    }

    [Fact]
    public void Read_of_several_Kafka_headers_of_a_name_the_last_counts()
    {
        var shape = new MessageShape("kafkaTrigger", "Headers", "text");

        Read(shape, "", ("traceparent", "garbage"), ("traceparent", Parent)).TraceId.ShouldBe(Trace);
        _recorded.Counts.ShouldBeEmpty();
        Read(shape, Host, ("traceparent", Parent), ("traceparent", "garbage")).TraceId.ShouldBe(HostTrace);
        Read("kafkaTrigger", Host, ("Headers", """[{"Key":"traceparent","Value":"no base64!"},{"Key":"x","Value":null},5,{"Other":1}]""")).Links.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"traceparent":"PARENT","traceparent":"PARENT"}""")]
    [InlineData("""{"traceparent":"PARENT","\u0074raceparent":"PARENT"}""")]
    [InlineData("""{"traceparent":"PARENT","Diagnostic-Id":"PARENT","Diagnostic-Id":"PARENT"}""")]
    [InlineData("""{"traceparent":{"traceparent":"PARENT"}}""")]
    [InlineData("""[{"traceparent":"PARENT"}]""")]
    [InlineData("\"traceparent\"")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"traceparent":"PARENT"}}""")]
    [InlineData("""{"traceparent":"PARENT"} {}""")]
    [InlineData("""{"traceparent":"PARENT",}""")]
    [InlineData("""{'traceparent':'PARENT'}""")]
    [InlineData("""{"traceparent":"PARENT","x":[[[[[[[[1]]]]]]]]}""")]
    [InlineData("""{"traceparent":"\ud800"}""")]
    public void Read_properties_that_contradict_themselves_or_are_no_JSON_are_ignored_and_counted(string json)
    {
        var text = json?.Replace("PARENT", Parent, StringComparison.Ordinal);
        foreach (var (trigger, key) in ((string, string)[])[("serviceBusTrigger", "ApplicationProperties"), ("eventHubTrigger", "Properties")])
        {
            var lineage = Read(trigger, Host, (key, text));

            lineage.TraceId.ShouldBe(HostTrace);
            lineage.Links.ShouldBeEmpty();
            Read(trigger, Host, (key, $$"""{"traceparent":"{{Parent}}","x":[[[[[[[1]]]]]]]}""")).Links.Count.ShouldBe(1, "control");
        }

        _recorded.Counts.ShouldBe(["mesh.trace.refused message", "mesh.trace.refused message"]);
    }

    [Theory]
    [InlineData("serviceBusTrigger", "ApplicationProperties", 64 * 1024)]
    [InlineData("eventHubTrigger", "Properties", 64 * 1024)]
    [InlineData("kafkaTrigger", "Headers", 64 * 1024)]
    [InlineData("serviceBusTrigger", "ApplicationPropertiesArray", 4 * 1024 * 1024)]
    [InlineData("kafkaTrigger", "HeadersArray", 4 * 1024 * 1024)]
    public void Read_text_over_the_limit_is_not_even_parsed(string trigger, string key, int limit)
    {
        ArgumentNullException.ThrowIfNull(key);
        var shape = new MessageShape(trigger, key, "text");
        var data = key.EndsWith("Array", StringComparison.Ordinal) ? shape.Batch(Parent) : shape.Single(("traceparent", Parent));
        var json = (string)data[key]!;

        data[key] = json.PadRight(limit);
        Read(trigger, Host, data).Links.Count.ShouldBe(1, "control: white space up to the limit");
        foreach (var tooLong in (object[])[json.PadRight(limit + 1), (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(json.PadRight(limit + 1))])
        {
            data[key] = tooLong;
            Read(trigger, Host, data).Links.ShouldBeEmpty();
        }

        _recorded.Counts.Count(static line => line is "mesh.trace.refused message").ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void Read_batch_is_linked_element_by_element_and_has_no_parent(MessageShape shape)
    {
        foreach (var host in (string[])[Host, ""])
        {
            var lineage = Read(shape.Trigger, host, shape.Batch(Parent, null, $"00-33333333333333333333333333333333-{Span}-00"));

            lineage.Links.Select(link => link.TraceId.ToHexString()[..3]).ShouldBe(["0af", "333"]);
            lineage.Origin.ShouldBe(TraceOrigin.New);
            lineage.ParentId.ShouldBeNull();
            lineage.Restarted.ShouldBeFalse();
            lineage.TraceId.ShouldNotBe(Trace, StringComparer.Ordinal);
            lineage.Batch.ShouldBe(new MessageBatch(3, 0));
        }

        Read(shape.Trigger, Host, shape.Batch(Parent)).TraceId.ShouldBe(HostTrace);
        _recorded.Counts.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void T57_Read_batch_of_10000_parents_is_linked_to_128_of_them_and_the_rest_is_counted(MessageShape shape)
    {
        var parents = Enumerable.Range(1, 10_000).Select(static index => $"00-{index:x32}-{Span}-01").ToArray();

        var lineage = Read(shape.Trigger, Host, shape.Batch(parents));

        lineage.Links.Count.ShouldBe(128);
        lineage.Links[^1].TraceId.ToHexString().ShouldBe($"{128:x32}");
        lineage.Batch.ShouldBe(new MessageBatch(10_000, 9_872));
        _recorded.Counts.ShouldBe(["mesh.trace.links_dropped"]);
        Read(shape.Trigger, Host, shape.Batch(parents[..128])).Batch.ShouldBe(new MessageBatch(128, 0), "control");
    }

    [Theory]
    [InlineData("serviceBusTrigger", "ApplicationPropertiesArray", "text")]
    [InlineData("eventHubTrigger", "PropertiesArray", "strings")]
    [InlineData("kafkaTrigger", "HeadersArray", "text")]
    public void Read_fewer_properties_than_messages_are_linked_as_far_as_they_go_and_the_mismatch_is_counted(string trigger, string key, string form)
    {
        var data = new MessageShape(trigger, key, form).Batch(Parent);
        data[trigger is "kafkaTrigger" ? "OffsetArray" : "SequenceNumberArray"] = "[1,2,3]";

        var lineage = Read(trigger, Host, data);

        lineage.Links.Count.ShouldBe(1);
        lineage.Batch.ShouldBe(new MessageBatch(3, 0));
        _recorded.Counts.ShouldBe(["mesh.trace.refused message_batch"]);
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void Read_bad_element_of_a_batch_harms_no_other(MessageShape shape)
    {
        string[] bad = [shape.ElementOf(Parent), "5", "\"\"", "\"{\"", shape.ElementOf("garbage"), shape.ElementOf(Parent)];

        var lineage = Read(shape.Trigger, Host, shape.BatchOf(bad));

        lineage.Links.Count.ShouldBe(2);
        lineage.Batch.ShouldBe(new MessageBatch(6, 0));
        _recorded.Counts.ShouldBe(["mesh.trace.refused message"]);
    }

    [Theory]
    [InlineData("queueTrigger", "ApplicationProperties")]
    [InlineData("timerTrigger", "ApplicationProperties")]
    [InlineData("blobTrigger", "Properties")]
    [InlineData("orchestrationTrigger", "Headers")]
    [InlineData("eventHubTrigger", "ApplicationProperties")]
    [InlineData("serviceBusTrigger", "traceparent")]
    [InlineData("queueTrigger", "traceparent")]
    public void T58_Read_what_another_trigger_would_carry_is_not_looked_at(string trigger, string key)
    {
        var value = key is "traceparent" ? Parent : $$"""{"traceparent":"{{Parent}}"}""";

        var lineage = Read(trigger, Host, (key, value));

        lineage.TraceId.ShouldBe(HostTrace);
        lineage.Links.ShouldBeEmpty();
        _recorded.Counts.ShouldBeEmpty();
    }

    [Fact]
    public void Read_binding_data_that_the_worker_cannot_make_costs_the_message_s_context_only()
    {
        var context = Invocation.Of("serviceBusTrigger", new Dictionary<string, object?>(StringComparer.Ordinal), Host);
        context.BindingContext.BindingData.Returns(static _ => throw new NotSupportedException("double"));

        new MessageLineageReader(_recorded.Meters).Read(context).TraceId.ShouldBe(HostTrace);

        _recorded.Counts.ShouldBe(["mesh.trace.refused binding_data"]);
    }

    private TraceLineage Read(MessageShape shape, string host, params (string, object)[] properties) => Read(shape.Trigger, host, shape.Single(properties));

    private TraceLineage Read(string trigger, string host, params (string Key, object? Value)[] data) =>
        Read(trigger, host, data.ToDictionary(static pair => pair.Key, static pair => pair.Value, StringComparer.OrdinalIgnoreCase));

    private TraceLineage Read(string trigger, string host, Dictionary<string, object?> data) =>
        new MessageLineageReader(_recorded.Meters).Read(Invocation.Of(trigger, data, host));
}
