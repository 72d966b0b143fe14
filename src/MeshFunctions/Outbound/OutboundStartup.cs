using Microsoft.Extensions.Hosting;

namespace MeshFunctions.Outbound;

/// <summary>Builds every client's handlers before the first request comes in, so that one which cannot keep our rules fails start-up.</summary>
internal sealed class OutboundStartup(OutboundRegistrations registrations, IHttpMessageHandlerFactory factory) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        List<string> errors = [];
        foreach (var client in registrations.Clients)
        {
            try
            {
                factory.CreateHandler(client.Name);
            }
            catch (InvalidOperationException failure)
            {
                errors.Add(failure.Message);
            }
        }

        return errors.Count == 0
            ? Task.CompletedTask
            : Task.FromException(new InvalidOperationException(string.Join(Environment.NewLine, errors)));
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
