using Harness.Cloud;
using Harness.Forgery;
using Harness.Stack;
using Harness.Tree;

namespace Harness.Checks;

/// <summary>What the checks share: the running mesh, its clients and its logs.</summary>
internal sealed class CheckContext : IDisposable
{
    private static readonly TimeSpan LogPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public CheckContext(MeshStack stack, TextWriter output, TimeProvider timeProvider)
    {
        Stack = stack;
        Output = output;
        TimeProvider = timeProvider;
        Logs = new TierLogs(stack.Logs);
        Cloud = new CloudClient(stack);
        Forged = new ForgedFamilies(stack.Pki.Inventory);
        Limit = EdgeLimit.Read(stack.Layout.MeshDescription);
        Pace = new Pace(Limit, timeProvider);
        Edge = MeshClient.Paced(Pace, stack.Edge, stack.Pki.SiteCa);
        QuickEdge = MeshClient.Quick(stack.Edge, stack.Pki.SiteCa);
        Orders = MeshClient.Plain(stack.Orders);
        Inventory = MeshClient.Plain(stack.Inventory);
        Catalog = MeshClient.Plain(stack.Catalog);
        Account = MeshClient.Plain(stack.Account);
    }

    public MeshStack Stack { get; }

    public TextWriter Output { get; }

    public TimeProvider TimeProvider { get; }

    public TierLogs Logs { get; }

    public CloudClient Cloud { get; }

    public ForgedFamilies Forged { get; }

    /// <summary>What the edge lets through of one client.</summary>
    public EdgeLimit Limit { get; }

    public Pace Pace { get; }

    /// <summary>The front door, for a client without a certificate that keeps below the limit.</summary>
    public HttpClient Edge { get; }

    /// <summary>The front door, for a client that keeps below nothing.</summary>
    public HttpClient QuickEdge { get; }

    /// <summary>The apps' own ports, past every proxy.</summary>
    public HttpClient Orders { get; }

    public HttpClient Inventory { get; }

    public HttpClient Catalog { get; }

    public HttpClient Account { get; }

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
        Pace.Dispose();
        Edge.Dispose();
        QuickEdge.Dispose();
        Orders.Dispose();
        Inventory.Dispose();
        Catalog.Dispose();
        Account.Dispose();
    }
}
