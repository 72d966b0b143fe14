using Inventory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SampleDiagnostics;

await new HostBuilder()
    .ConfigureFunctionsWorkerDefaults(worker => worker.UseMeshFunctions().UseSampleTelemetry())
    .ConfigureServices(services => services.AddSingleton<Stock>())
    .Build()
    .RunAsync();
