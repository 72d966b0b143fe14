using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Configures the host without being called by the app.</summary>
public interface IAutoConfigureStartup
{
    /// <summary>Configures the host.</summary>
    /// <param name="hostBuilder">The host's builder.</param>
    void Configure(IHostBuilder hostBuilder);
}
