using System.Net;
using Gatekeeper;
using MeshFunctions.Tokens;
using MeshFunctions.Trust.Assertions;

// Every mistake in the configuration or in a file ends the start here.
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
GatekeeperOptions options = GatekeeperOptions.Read(builder.Configuration);
SigningKey[] keys = [.. options.SigningKeys.Select(SigningKey.Load)];
PublishedKeys.Write(options.KeysFile, keys);

builder.WebHost.ConfigureKestrel(server =>
{
    // Nobody but the edge on this machine has anything to ask here.
    server.Listen(IPAddress.Loopback, options.Port);
    server.AddServerHeader = false;

    // Whatever Nginx lets through (four buffers of 20 KiB) is answered here, not cut off.
    server.Limits.MaxRequestHeadersTotalSize = 128 * 1024;
    server.Limits.MaxRequestBodySize = 0;
});
EdgeKey edge = EdgeKey.Load(options.EdgeKeyFile);
HopAssertionMinter minter = new(keys[0].Key, keys[0].Id, options.Issuer, customHeaders: options.CustomHeaders);
builder.Services
    .AddSingleton(provider => TokenValidator.Create(options.Tokens, loggerFactory: provider.GetRequiredService<ILoggerFactory>()))
    .AddSingleton(provider => new Gate(edge, provider.GetRequiredService<TokenValidator>(), minter, provider.GetRequiredService<ILogger<Gate>>()))
    .AddHostedService(provider => new KeyWarmUp(options, provider.GetRequiredService<TokenValidator>(), TimeProvider.System));
builder.Logging.ClearProviders().AddJsonConsole().AddFilter("Microsoft", LogLevel.Warning);

await using WebApplication app = builder.Build();
app.MapGet("/authorize", (HttpContext context, Gate gate) => gate.AnswerAsync(context));
app.MapGet("/healthz", () => TypedResults.Text("ok\n"));
GateLog.Started(app.Services.GetRequiredService<ILogger<Gate>>(), options.Port, options.Issuer, keys[0].Id);
await app.RunAsync();
