using Harness.Requests;
using Harness.Stack;
using MeshFunctions.Headers;

namespace Harness.Checks;

/// <summary>
/// Rotates the hop keys of the whole mesh without a moment in which a sidecar shows a key that its app does not take. An app takes the newest two versions, so: the vault gets the
/// next key; once the app takes it, its sidecar shows it; once no worker shows the key before any more, the vault may get another.
/// </summary>
internal sealed class HopKeyRotation(CheckContext context)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Rotates once, and has the tiers read everything anew; one call at a time.</summary>
    public async Task RunAsync(IEnumerable<string> tiers, CancellationToken cancellationToken)
    {
        MeshStack stack = context.Stack;
        stack.Secrets.RenewHopKeys();
        stack.Nginx.WriteAppKeys();
        await context.Cloud.AddSecretAsync(CloudDescription.OrdersHopSecret, stack.Secrets.OrdersHopKey, cancellationToken);
        await context.Cloud.AddSecretAsync(CloudDescription.InventoryHopSecret, stack.Secrets.InventoryHopKey, cancellationToken);
        await Task.WhenAll(
            TakenAsync(context.Orders, stack.Secrets.OrdersHopKey, cancellationToken),
            TakenAsync(context.Inventory, stack.Secrets.InventoryHopKey, cancellationToken));

        stack.Nginx.WriteSidecarKeys();
        await stack.Nginx.ReloadAsync(tiers, cancellationToken);
    }

    /// <summary>Whether the app at <paramref name="client"/> takes a hop key.</summary>
    public static async Task<bool> TakesAsync(HttpClient client, string key, CancellationToken cancellationToken) =>
        (await Ask.WhoAmIAsync(client, [new(MeshHeaderNames.HopKey, key)], cancellationToken)).Proven;

    /// <summary>Waits until it does.</summary>
    /// <exception cref="TimeoutException">It never does.</exception>
    public async Task TakenAsync(HttpClient client, string key, CancellationToken cancellationToken)
    {
        long start = context.TimeProvider.GetTimestamp();
        while (!await TakesAsync(client, key, cancellationToken))
        {
            if (context.TimeProvider.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException($"The app at {client.BaseAddress} does not take the new hop key after {Patience.TotalSeconds:0} s");
            }

            await Task.Delay(Pause, context.TimeProvider, cancellationToken);
        }
    }
}
