using LocalCloud.Configuration;
using LocalCloud.Hosting;

if (args is not ["--config", var file])
{
    await Console.Error.WriteLineAsync("usage: LocalCloud --config FILE");
    return 2;
}

try
{
    await using var host = await LocalCloudHost.StartAsync(await CloudConfigFile.ReadAsync(file, CancellationToken.None));
    await Console.Out.WriteLineAsync($"local cloud listens on {host.Url}");
    await host.WaitForShutdownAsync();
    return 0;
}
catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"local cloud: {fault.Message}");
    return 2;
}
