using LoadApp;
using Microsoft.Extensions.Hosting;

// The same app twice: with the library, and without it ever being loaded.
var meshed = args is ["--mesh"];
await new HostBuilder()
    .ConfigureFunctionsWorkerDefaults(worker =>
    {
        if (meshed)
        {
            Mesh.AddTo(worker);
        }
    })
    .Build()
    .RunAsync();
