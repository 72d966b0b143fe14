using Harness.Checks;
using Harness.Stack;

namespace EndToEnd.Tests.Soak;

/// <summary>The whole mesh under load while everything in it that has an end is rotated: a minute in every run, three in the long one (docs/testing.md).</summary>
public sealed class SoakTests : IAsyncLifetime
{
    private const int Clients = 8;

    // The local cloud publishes eight keys and gets one every ten seconds; what was signed with the first must have ended by then.
    private const int TokenLifetimeSeconds = 60;

    // By schedule there are five times as many of each. A machine that is busy with other things takes longer for one, and then there are fewer.
    private static readonly TimeSpan RotationAtLeastEvery = TimeSpan.FromSeconds(10);
    private const int OrdersASecondAtLeast = 1;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mesh-soak-");
    private readonly SoakTally _tally = new();
    private CheckContext _context = null!;
    private SoakLedger _ledger = null!;

    private static TimeSpan Time { get; } =
        TimeSpan.FromMinutes(string.Equals(Environment.GetEnvironmentVariable("MESHFUNCTIONS_LONG"), "1", StringComparison.Ordinal) ? 3 : 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        MeshStack stack = await MeshStack.StartAsync(_folder.FullName, TimeProvider.System, Cancel, TokenLifetimeSeconds);
        _context = new CheckContext(stack, TextWriter.Null, TimeProvider.System);
        _ledger = await SoakLedger.StartAsync(_context, _tally);
    }

    public async ValueTask DisposeAsync()
    {
        if (_context is not null)
        {
            await _context.Stack.DisposeAsync();
            _context.Dispose();
        }

        if (_ledger is not null)
        {
            await _ledger.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task No_request_fails_while_hop_keys_leaves_passwords_and_signing_keys_are_rotated()
    {
        SoakRotations rotations = new(_context, _tally, Time);
        SoakLoad[] clients = [.. Enumerable.Range(0, Clients).Select(_ => new SoakLoad(_context, _tally))];
        using CancellationTokenSource stop = new();
        Task load = Task.WhenAll([.. clients.Select(client => client.RunAsync(stop.Token)), _ledger.RunAsync(stop.Token)]);

        try
        {
            await Task.WhenAll(
                rotations.HopKeysAndLeavesAsync(Cancel),
                rotations.SigningKeysAsync(Cancel),
                rotations.RepeatAsync(SoakLedger.Rotations, SoakRotations.Interval, _ledger.RotateAsync, Cancel));
        }
        finally
        {
            await stop.CancelAsync();
            await load;
            Array.ForEach(clients, client => client.Dispose());
        }

        TestContext.Current.TestOutputHelper?.WriteLine(_tally.ToString());
        _tally.Failures.ShouldBeEmpty(_tally.ToString());
        _tally.Of(SoakLoad.Orders).ShouldBeGreaterThanOrEqualTo((int)Time.TotalSeconds * OrdersASecondAtLeast);
        _tally.Of(SoakRotations.HopKeysAndLeaves).ShouldBeGreaterThanOrEqualTo((int)(Time / RotationAtLeastEvery), _tally.ToString());
        _tally.Of(SoakLedger.Rotations).ShouldBeGreaterThanOrEqualTo((int)(Time / RotationAtLeastEvery), _tally.ToString());
        (await _ledger.CountAsync()).ShouldBe(_tally.Of(SoakLedger.Entries));
        _tally.SigningKeys.ShouldBeGreaterThanOrEqualTo((int)(Time / RotationAtLeastEvery) / 2, _tally.ToString());
        await _context.Stack.Nginx.ReloadAsync(NginxTiers.All, Cancel);
        Findings findings = new();
        await new Canaries().RunAsync(_context, findings, Cancel);
        findings.Faults.ShouldBeEmpty();
    }
}
