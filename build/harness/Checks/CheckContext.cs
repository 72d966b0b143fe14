using Harness.Cloud;
using Harness.Forgery;
using Harness.Stack;
using Harness.Tree;

namespace Harness.Checks;

/// <summary>What the checks share: the running mesh, its clients and its logs.</summary>
internal sealed class CheckContext(MeshStack stack, TextWriter output, TimeProvider timeProvider) : IDisposable
{
    private static readonly TimeSpan LogPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public MeshStack Stack { get; } = stack;

    public TextWriter Output { get; } = output;

    public TimeProvider TimeProvider { get; } = timeProvider;

    public TierLogs Logs { get; } = new(stack.Logs);

    public CloudClient Cloud { get; } = new(stack);

    public ForgedFamilies Forged { get; } = new(stack.Pki.Inventory);

    /// <summary>The front door, for a client without a certificate.</summary>
    public HttpClient Edge { get; } = MeshClient.Tls(stack.Edge, stack.Pki.SiteCa);

    /// <summary>The apps' own ports, past every proxy.</summary>
    public HttpClient Orders { get; } = MeshClient.Plain(stack.Orders);

    public HttpClient Inventory { get; } = MeshClient.Plain(stack.Inventory);

    public HttpClient Catalog { get; } = MeshClient.Plain(stack.Catalog);

    /// <summary>What the edge lets through of one client.</summary>
    public EdgeLimit Limit { get; } = EdgeLimit.Read(stack.Layout.MeshDescription);

    /// <summary>Waits until the logs show something; a tier writes its line after it has answered. False if they never do.</summary>
    public async Task<bool> LogsShowAsync(Func<bool> shown, CancellationToken cancellationToken)
    {
        long start = TimeProvider.GetTimestamp();
        while (!shown())
        {
            if (TimeProvider.GetElapsedTime(start) > LogPatience)
            {
                return false;
            }

            await Task.Delay(Pause, TimeProvider, cancellationToken);
        }

        return true;
    }

    public void Dispose()
    {
        Cloud.Dispose();
        Edge.Dispose();
        Orders.Dispose();
        Inventory.Dispose();
        Catalog.Dispose();
    }
}
