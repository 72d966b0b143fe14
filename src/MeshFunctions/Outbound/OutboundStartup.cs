using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Outbound;

/// <summary>
/// Builds every client's handlers before the first request comes in, so that one which cannot keep our rules fails start-up. A certificate file that is
/// missing, or a certificate that has expired, only fails requests: it may come later, and functions that call nobody do without.
/// </summary>
internal sealed class OutboundStartup(
    OutboundRegistrations registrations,
    IHttpMessageHandlerFactory factory,
    WorkloadCertificates certificates,
    ILogger<OutboundStartup> logger) : IHostedLifecycleService
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

        if (registrations.Clients.Any(static client => client.Certificate))
        {
            if (certificates.Missing() is { Count: > 0 } missing)
            {
                logger.CertificateMissing(string.Join(", ", missing));
            }
            else if (certificates.Mistake() is { } mistake)
            {
                errors.Add($"MeshFunctions:Mesh: {mistake}");
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
