using Harness.Tree;

namespace EndToEnd.Tests.Tree;

public sealed class TierLogsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mesh-logs-");

    [Fact]
    public void Spans_leave_out_other_lines_and_one_that_is_still_being_written()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "edge.log"), $"started\n{SpanLines.Text()}\n{SpanLines.Text()[..40]}");
        TierLogs logs = new(_folder.FullName);

        logs.Spans("edge").ShouldHaveSingleItem();
        logs.Lines("edge").Count.ShouldBe(2);
        logs.Spans().Count.ShouldBe(1);
    }

    [Fact]
    public void Lines_of_a_tier_that_has_written_nothing_are_none() => new TierLogs(_folder.FullName).Lines("orders").ShouldBeEmpty();

    public void Dispose() => _folder.Delete(recursive: true);
}
