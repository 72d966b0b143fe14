using Ledger;
using Microsoft.Extensions.Hosting;
using SampleDiagnostics;

await new HostBuilder()
    .ConfigureFunctionsWorkerDefaults(worker => worker.UseMeshFunctions().UseSampleTelemetry())
    .ConfigureServices((context, services) => services.AddLedger(context.Configuration))
    .Build()
    .RunAsync();
