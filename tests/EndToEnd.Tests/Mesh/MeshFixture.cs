using Harness.Checks;
using Harness.Stack;

namespace EndToEnd.Tests.Mesh;

/// <summary>One mesh on free ports, started once; it does not mind another one beside it.</summary>
public sealed class MeshFixture : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mesh-e2e-");
    private CheckContext? _context;

    internal CheckContext Context => _context ?? throw new InvalidOperationException("The mesh has not been started.");

    public async ValueTask InitializeAsync()
    {
        MeshStack stack = await MeshStack.StartAsync(_folder.FullName, TimeProvider.System, TestContext.Current.CancellationToken);
        _context = new CheckContext(stack, TextWriter.Null, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        if (_context is not null)
        {
            await _context.Stack.DisposeAsync();
            _context.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>Runs one of the demo's checks; its faults.</summary>
    internal async Task<IReadOnlyList<string>> FaultsAsync(ICheck check)
    {
        Findings findings = new();
        await check.RunAsync(Context, findings, TestContext.Current.CancellationToken);
        return findings.Faults;
    }
}
