using System.Text.Json;
using System.Text.RegularExpressions;
using MeshFunctions.Credentials.Secrets;

namespace MeshFunctions.Tests.Samples;

public sealed partial class FunctionAppFilesTests
{
    private const int MaxProgramLines = 25;

    public static TheoryData<string> Apps => ["Orders", "Inventory", "Account", "Ledger"];

    [Theory, MemberData(nameof(Apps))]
    public async Task Program_is_short(string app)
    {
        string[] lines = await File.ReadAllLinesAsync(InApp(app, "Program.cs"), TestContext.Current.CancellationToken);

        lines.Length.ShouldBeLessThan(MaxProgramLines);
    }

    [Theory, MemberData(nameof(Apps))]
    public async Task HostFile_is_one_that_Core_Tools_reads(string app)
    {
        JsonElement host = await ReadAsync(app, "host.json");

        host.GetProperty("version").GetString().ShouldBe("2.0");
        host.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString().ShouldBe(app is "Account" ? "account" : "api");
    }

    [Theory, MemberData(nameof(Apps))]
    public async Task LocalSettings_are_plain_and_hold_no_secret(string app)
    {
        JsonElement settings = await ReadAsync(app, "local.settings.json");

        settings.GetProperty("IsEncrypted").GetBoolean().ShouldBeFalse();
        settings.GetProperty("Values").GetProperty("FUNCTIONS_WORKER_RUNTIME").GetString().ShouldBe("dotnet-isolated");
        foreach (JsonProperty value in settings.GetProperty("Values").EnumerateObject())
        {
            // A name of a secret is none; what looks like one, or is set per machine by the platform, has no place here.
            SecretName().IsMatch(value.Name).ShouldBeFalse(value.Name);
            RandomText().IsMatch(value.Value.GetString()!).ShouldBeFalse(value.Name);
        }
    }

    private static string InApp(string app, string file) => Path.Combine(Repository.Root, "samples", app, file);

    private static async Task<JsonElement> ReadAsync(string app, string file)
    {
        await using FileStream stream = File.OpenRead(InApp(app, file));
        using JsonDocument document = await JsonDocument.ParseAsync(stream, cancellationToken: TestContext.Current.CancellationToken);
        return document.RootElement.Clone();
    }

    [GeneratedRegex("password|(?<!Key)secret$|connectionstring|identity_header|token$|accountkey", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"[A-Za-z0-9+/_]{32,}={0,2}|SharedAccess|AccountKey=|Password=", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RandomText();
}
