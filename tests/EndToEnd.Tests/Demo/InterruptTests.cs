using Harness.Stack;

namespace EndToEnd.Tests.Demo;

public sealed class InterruptTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mesh-interrupt-");

    private string Prefix => Path.Combine(_folder.FullName, "demo");

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    public async Task Interrupt_while_the_mesh_starts_leaves_nothing_running(int started)
    {
        using DemoProcess demo = new(Prefix);
        await demo.UntilAsync(() => demo.Seen.Count >= started);

        demo.Send(Signals.Interrupt);

        (await demo.ExitCodeAsync()).ShouldBe(130, demo.Output);
        ShouldHaveEnded(demo);
    }

    [Theory]
    [InlineData(Signals.Interrupt, 130)]
    [InlineData(Signals.Terminate, 143)]
    public async Task Signal_in_the_middle_of_the_checks_leaves_nothing_running(int signal, int exitCode)
    {
        using DemoProcess demo = new(Prefix);
        await demo.UntilAsync(() => demo.Output.Contains("ok   1 ", StringComparison.Ordinal));
        demo.Seen.Count.ShouldBeGreaterThanOrEqualTo(8);

        demo.Send(signal);

        (await demo.ExitCodeAsync()).ShouldBe(exitCode, demo.Output);
        ShouldHaveEnded(demo);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static void ShouldHaveEnded(DemoProcess demo)
    {
        demo.Seen.ShouldNotBeEmpty();
        demo.Seen.ShouldAllBe(process => !process.IsRunning);
        MeshStack.Ledger(demo.Prefix).Processes.ShouldBeEmpty();
        demo.Output.ShouldNotContain("passed");
    }
}
