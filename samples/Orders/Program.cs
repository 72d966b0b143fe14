using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orders;
using SampleDiagnostics;

await new HostBuilder()
    .ConfigureFunctionsWorkerDefaults(worker => worker.UseMeshFunctions().UseSampleTelemetry())
    .ConfigureServices((context, services) =>
    {
        services.AddSingleton<OrderBook>();
        services.AddDownstream<InventoryClient>("inventory", context.Configuration["INVENTORY_URL"])
            .AddMeshPropagation().AddAccessToken().AddMeshCertificate();
        services.AddDownstream<CatalogClient>("catalog", context.Configuration["CATALOG_URL"])
            .AddMeshPropagation().AddAccessToken().AddMeshCertificate();
    })
    .Build()
    .RunAsync();
