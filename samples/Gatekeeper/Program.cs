using System.Diagnostics.Metrics;
using Gatekeeper;
using MeshFunctions.Tokens;
using MeshFunctions.Trust.Assertions;

// Every mistake in the configuration or in a file ends the start here, before anybody can ask and before anything is published.
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
GatekeeperOptions options = GatekeeperOptions.Read(builder.Configuration);
SigningKey[] keys = [.. options.SigningKeys.Select(SigningKey.Load)];
EdgeKey edge = EdgeKey.Load(options.EdgeKeyFile);
HopAssertionMinter minter = new(keys[0].Key, keys[0].Id, options.Issuer, options.Lifetime, options.CustomHeaders);
using OwnSocket socket = OwnSocket.Claim(options.Socket);

builder.WebHost.ConfigureKestrel(server =>
{
    socket.Bind(server);
    server.AddServerHeader = false;

    // Whatever Nginx lets through (four buffers of 20 KiB) is answered here, not cut off.
    server.Limits.MaxRequestHeadersTotalSize = 128 * 1024;
    server.Limits.MaxRequestBodySize = 0;
});
builder.Services
    .AddSingleton(provider => TokenValidator.Create(
        options.Tokens, loggerFactory: provider.GetRequiredService<ILoggerFactory>(), meterFactory: provider.GetRequiredService<IMeterFactory>()))
    .AddSingleton(provider => new GateMeter(provider.GetRequiredService<IMeterFactory>()))
    .AddSingleton(provider => new Gate(
        edge, provider.GetRequiredService<TokenValidator>(), minter, provider.GetRequiredService<GateMeter>(), TimeProvider.System, provider.GetRequiredService<ILogger<Gate>>()))
    .AddHostedService(provider => new KeyWarmUp(options, provider.GetRequiredService<TokenValidator>(), TimeProvider.System));
builder.Logging.ClearProviders().AddJsonConsole().AddFilter("Microsoft", LogLevel.Warning);

await using WebApplication app = builder.Build();
Gate gate = app.Services.GetRequiredService<Gate>();
app.MapGet("/authorize", (HttpContext context) => gate.AnswerAsync(context));
app.MapGet("/healthz", () => gate.IsOpen ? Results.Text("ok\n") : Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
await app.StartAsync();

// Only who holds the socket says which keys are the hop's.
PublishedKeys.Write(options.KeysFile, keys);
gate.Open();
socket.Open();
GateLog.Started(app.Services.GetRequiredService<ILogger<Gate>>(), options.Socket, options.Issuer, keys[0].Id);
await app.WaitForShutdownAsync();
