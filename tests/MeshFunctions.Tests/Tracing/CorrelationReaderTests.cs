using MeshFunctions.Tests.Headers;
using MeshFunctions.Tracing;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Tracing;

public sealed class CorrelationReaderTests : IDisposable
{
    private const string Client = "x-ms-client-request-id";
    private const string Correlation = "x-ms-correlation-request-id";
    private const string Legacy = "Request-Id";

    private readonly RecordedMeters _recorded = new();

    public void Dispose() => _recorded.Dispose();

    [Fact]
    public void Read_ids_of_a_proven_hop_are_kept_beside_the_request_id()
    {
        (string, string)[] headers =
            [(Client, "f81d4fae-7dec-91d0-a765-00a0c91e6bf6"), (Correlation, "arm-1"), (Legacy, "|1e2f3a4b.1_2."), ("x-request-id", "id-1")];

        var lineage = Read(TestHeaders.Sidecar, headers);

        lineage.RequestId.ShouldBe("id-1");
        lineage.Correlation.ShouldBe(new CorrelationIds("f81d4fae-7dec-91d0-a765-00a0c91e6bf6", "arm-1", "|1e2f3a4b.1_2."));
        Read(TestHeaders.Unproven, headers).Correlation.ShouldBeNull();
        Read(TestHeaders.Sidecar).Correlation.ShouldBeNull();
    }

    [Theory]
    [InlineData(Client)]
    [InlineData(Correlation)]
    [InlineData(Legacy)]
    public void T56_Read_id_outside_the_grammar_is_as_if_absent(string name)
    {
        foreach (var value in (string[])["a\r\nX-Evil: 1", "\u001b[31mred", "a\u202eb", "a b", "a,b", "", new string('a', 10 * 1024)])
        {
            Read(TestHeaders.Sidecar, (name, value)).Correlation.ShouldBeNull();
        }

        Read(TestHeaders.Sidecar, (name, "id-1"), (name, "id-1")).Correlation.ShouldBeNull();
        Read(TestHeaders.Sidecar, (name, "id-1")).Correlation.ShouldNotBeNull("control");
    }

    private TraceLineage Read(HopTrust trust, params (string Name, string Value)[] headers) =>
        new LineageReader(new TracingOptions(), _recorded.Meters).Read(TestHeaders.Read(headers), trust, hostTraceParent: null);
}
