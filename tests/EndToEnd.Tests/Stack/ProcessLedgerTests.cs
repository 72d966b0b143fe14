using Harness.Stack;

namespace EndToEnd.Tests.Stack;

public sealed class ProcessLedgerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mesh-ledger-");

    private string LedgerFile => Path.Combine(_folder.FullName, "processes");

    private string Log => Path.Combine(_folder.FullName, "log");

    [Fact]
    public async Task StopAsync_ends_a_process_with_the_children_of_its_session()
    {
        ProcessLedger ledger = new(LedgerFile);
        using ChildProcess child = Start(ledger, "sleep 600 & sleep 600");
        ProcessIdentity leader = ledger.Processes.ShouldHaveSingleItem();
        await UntilAsync(() => leader.Session().Count == 3);

        await new ProcessLedger(LedgerFile).StopAsync(TimeProvider.System);

        leader.IsRunning.ShouldBeFalse();
        leader.Session().ShouldBeEmpty();
        File.Exists(LedgerFile).ShouldBeFalse();
    }

    [Fact]
    public async Task StopAsync_spares_a_process_that_only_has_the_id()
    {
        ProcessLedger started = new(LedgerFile);
        using ChildProcess child = Start(started, "sleep 600");
        ProcessIdentity process = started.Processes.ShouldHaveSingleItem();
        ProcessLedger stale = new(Path.Combine(_folder.FullName, "stale"));
        stale.Add(process with { StartedAt = process.StartedAt - 1 }, "earlier");

        await stale.StopAsync(TimeProvider.System);

        process.IsRunning.ShouldBeTrue();
        await started.StopAsync(TimeProvider.System);
        process.IsRunning.ShouldBeFalse();
    }

    [Fact]
    public async Task Kill_ends_what_ignores_the_request_to_end()
    {
        ProcessLedger ledger = new(LedgerFile);
        using ChildProcess child = Start(ledger, "trap '' TERM; sleep 600 & sleep 600");
        ProcessIdentity leader = ledger.Processes.ShouldHaveSingleItem();
        await UntilAsync(() => leader.Session().Count == 3);

        ledger.Kill();

        await UntilAsync(() => leader.Session().Count == 0);
    }

    [Fact]
    public async Task Start_gives_the_program_its_own_environment_and_log()
    {
        ProcessLedger ledger = new(LedgerFile);
        using ChildProcess child = Start(ledger, "echo \"$GIVEN ${MESHFUNCTIONS_LONG-none} $PWD\"; exit 3");

        await UntilAsync(() => !ledger.Processes[0].IsRunning);

        (await File.ReadAllTextAsync(Log, TestContext.Current.CancellationToken)).ShouldBe($"given none {_folder.FullName}\n");
        Should.Throw<InvalidOperationException>(child.ThrowIfEnded).Message.ShouldContain("given none");
    }

    public void Dispose()
    {
        new ProcessLedger(LedgerFile).Kill();
        _folder.Delete(recursive: true);
    }

    private ChildProcess Start(ProcessLedger ledger, string script) =>
        ChildProcess.Start("test", ["sh", "-c", script], _folder.FullName, [new("GIVEN", "given")], Log, ledger);

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
