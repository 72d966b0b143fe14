using Microsoft.Extensions.Hosting;
using SampleDiagnostics;

await new HostBuilder()
    .ConfigureFunctionsWorkerDefaults(worker => worker.UseMeshFunctions().UseSampleTelemetry())
    .Build()
    .RunAsync();
