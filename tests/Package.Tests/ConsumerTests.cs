using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Package.Tests;

public sealed class ConsumerTests(PackedLibrary package) : IClassFixture<PackedLibrary>
{
    [Fact]
    public async Task Orders_builds_from_the_package_and_answers_a_request()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using ConsumerFolder consumer = new(package.Version);

        (int exitCode, string output) = await DotNet.RunAsync(
            DotNet.Command(consumer.Root, "build", consumer.Project, "--configuration", "Release", "--verbosity", "quiet", "-nologo"),
            cancellationToken);

        exitCode.ShouldBe(0, output);
        Directory.Exists(Path.Combine(consumer.Packages, "meshfunctions", package.Version)).ShouldBeTrue();
        byte[] built = await File.ReadAllBytesAsync(Path.Combine(consumer.Output, "MeshFunctions.dll"), cancellationToken);
        built.ShouldBe(package.Read("lib/net10.0/MeshFunctions.dll"));

        if (OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64)
        {
            const string Ahead = "runtimes/linux-x64/lib/net10.0/MeshFunctions.dll";
            (await File.ReadAllBytesAsync(Path.Combine(consumer.Output, Ahead), cancellationToken)).ShouldBe(package.Read(Ahead));
        }

        JsonElement answer = await AskAsync(consumer, cancellationToken);
        answer.GetProperty("hop").GetProperty("proven").GetBoolean().ShouldBeFalse();
        answer.GetProperty("trace").GetProperty("traceId").GetString()!.Length.ShouldBe(32);
    }

    private static async Task<JsonElement> AskAsync(ConsumerFolder consumer, CancellationToken cancellationToken)
    {
        string address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}");
        ProcessStartInfo command = DotNet.Command(consumer.Output, "Orders.dll");
        command.Environment["ASPNETCORE_URLS"] = address;
        using Process app = new() { StartInfo = command };
        ProcessOutput output = ProcessOutput.Start(app);
        try
        {
            JsonElement answer = await FirstAnswerAsync(app, new Uri($"{address}/api/whoami"), output, cancellationToken);
            if (OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64)
            {
                string loaded = await File.ReadAllTextAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{app.Id}/maps"), cancellationToken);
                loaded.ShouldContain("runtimes/linux-x64/lib/net10.0/MeshFunctions.dll", Case.Sensitive, "the app runs what was compiled ahead");
            }

            return answer;
        }
        finally
        {
            app.Kill(entireProcessTree: true);
            await app.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<JsonElement> FirstAnswerAsync(Process app, Uri address, ProcessOutput output, CancellationToken cancellationToken)
    {
        using HttpClient client = new();
        while (true)
        {
            app.HasExited.ShouldBeFalse(output.ToString());
            try
            {
                return await client.GetFromJsonAsync<JsonElement>(address, cancellationToken);
            }
            catch (HttpRequestException error) when (error.HttpRequestError == HttpRequestError.ConnectionError)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
            }
        }
    }

    private static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
