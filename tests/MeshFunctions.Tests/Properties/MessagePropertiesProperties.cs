using System.Text;
using MeshFunctions.Tracing.Triggers;

namespace MeshFunctions.Tests.Properties;

/// <summary>The JSON in which messages' properties arrive, as text and as bytes.</summary>
public sealed class MessagePropertiesProperties
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static readonly string Encoded = Convert.ToBase64String(Encoding.ASCII.GetBytes(Parent));

    private static readonly string[] Maps =
    [
        $$"""{"Diagnostic-Id":"{{Parent}}","traceparent":"{{Parent}}"}""", $$$"""{"tracestate":"a=1","n":1,"traceparent":"{{{Parent}}}","o":{"x":[1,2,{"y":null}]}}""",
        $$"""{"\u0074raceparent":"{{Parent}}"}""", """{}""",
    ];

    private static readonly string[] Headers =
    [
        $$"""[{"Key":"traceparent","Value":"{{Encoded}}"},{"Key":"tracestate","Value":"YT0x"}]""", $$"""[{"Value":"{{Encoded}}","Key":"traceparent"}]""", "[]",
    ];

    private static readonly string[] Tokens = ["{", "}", "[", "]", ":", ",", "\"", "\\u0074", "\\ud800", "null", "1", "\"traceparent\":", $"\"{Parent}\"", "[[[[[[[[[", " "];

    [Fact]
    public void ServiceBus_map_never_throws() => Check(new ServiceBusTrigger(), "ApplicationProperties", Maps);

    [Fact]
    public void EventHubs_map_never_throws() => Check(new EventHubTrigger(), "Properties", Maps);

    [Fact]
    public void Kafka_headers_never_throw() => Check(new KafkaTrigger(), "Headers", Headers);

    [Fact]
    public void Batches_never_throw_and_never_link_more_than_is_there()
    {
        string[] seeds = [$"[{Maps[0]},{Maps[1]},null,{{}}]", $"[{Maps[2]}]", "[]"];
        Check(new ServiceBusTrigger(), "ApplicationPropertiesArray", seeds);
        Check(new EventHubTrigger(), "PropertiesArray", seeds);
    }

    [Fact]
    public void Kafka_batches_never_throw_and_never_link_more_than_is_there() =>
        Check(new KafkaTrigger(), "HeadersArray", [$"[{Headers[0]},{Headers[1]},null]", "[[]]"]);

    [Fact]
    public void EventGrid_batches_never_throw_and_never_link_more_than_is_there() => Check(
        new EventGridTrigger(), "data", [$$$"""[{"specversion":"1.0","id":"1","traceparent":"{{{Parent}}}","tracestate":"a=1"},{"id":"2","data":{"traceparent":"x"}}]""", "[{}]", "[]"]);

    private static void Check(MessageTrigger trigger, string name, string[] seeds) =>
        PropertyRun.Check(
            text =>
            {
                var asText = trigger.Read(new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = text });
                var asBytes = trigger.Read(new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text) });
                var isRead = asText is { Refused: false };
                (asBytes is { Refused: false }).ShouldBe(isRead);
                (asBytes?.Single).ShouldBe(asText?.Single);
                (asBytes?.Links ?? []).SequenceEqual(asText?.Links ?? []).ShouldBeTrue();
                (asText?.Links.Count ?? 0).ShouldBeLessThanOrEqualTo(asText?.Messages ?? 0);
                if (asText?.Single is { } context)
                {
                    context.Parent.TraceId.ShouldNotBe(default);
                    context.Parent.SpanId.ShouldNotBe(default);
                }

                return isRead;
            },
            seeds,
            Tokens);
}
