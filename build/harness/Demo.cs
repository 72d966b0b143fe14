using Harness.Checks;
using Harness.Stack;

namespace Harness;

/// <summary>The demo: the mesh from start to end, and what it shows in between.</summary>
internal sealed class Demo(DemoCommand command, TextWriter output, TimeProvider timeProvider)
{
    private string EnvironmentFile => Path.Combine(command.Prefix, "env");

    /// <summary>The exit code: 0 if every check holds.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // A kept mesh of this prefix makes way, for --stop and for a new one alike.
        await MeshStack.Ledger(command.Prefix).StopAsync(timeProvider);
        GatekeeperFiles.RemoveSocketFolder(command.Prefix);
        if (command.Stop)
        {
            if (File.Exists(EnvironmentFile))
            {
                File.Delete(EnvironmentFile);
            }

            return 0;
        }

        if (Directory.Exists(command.Prefix))
        {
            Directory.Delete(command.Prefix, recursive: true);
        }

        await output.WriteLineAsync("== starting the mesh");
        await using MeshStack stack = await MeshStack.StartAsync(command.Prefix, timeProvider, cancellationToken);
        using CheckContext context = new(stack, output, timeProvider);
        int failed = await CheckRun.RunAsync(context, cancellationToken);
        if (command.Keep)
        {
            await KeepAsync(stack, context, cancellationToken);
        }

        await output.WriteLineAsync($"{CheckRun.All.Count - failed} passed, {failed} failed");
        return failed == 0 ? 0 : 1;
    }

    private async Task KeepAsync(MeshStack stack, CheckContext context, CancellationToken cancellationToken)
    {
        string user = await context.Cloud.UserAsync(cancellationToken);
        string writer = await context.Cloud.WriterAsync(cancellationToken);
        string account = await context.Cloud.AccountAsync(cancellationToken);
        PrivateFile.Write(
            EnvironmentFile,
            $"""
            EDGE_URL={Origin(stack.Edge)}
            EDGE_CA={stack.Pki.SiteCaFile}
            ORDERS_URL={Origin(stack.Orders)}
            INVENTORY_URL={Origin(stack.Inventory)}
            ACCOUNT_URL={Origin(stack.Account)}
            CLOUD_URL={Origin(stack.Cloud)}
            TOKEN_USER={user}
            TOKEN_WRITER={writer}
            TOKEN_ACCOUNT={account}

            """);
        stack.Keep();
        await output.WriteLineAsync($"== kept running: {EnvironmentFile}; ./build/demo --stop ends it");
    }

    private static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
