using System.Diagnostics;
using System.Globalization;
using MeshFunctions.Tokens;

namespace Load;

/// <summary>
/// The first validation in a fresh process, compiling included: with the keys there, as the warm-up of an app fetches them and as others are given theirs, and with the keys read from their file within it.
/// </summary>
internal static class FirstToken
{
    /// <summary>The argument that makes this program the fresh process.</summary>
    public const string Child = "first-token-of";

    /// <summary>The argument that has the keys there before.</summary>
    public const string Prefetched = "prefetched";

    private const int Rounds = 15;
    private const double Budget = 12;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(LoadIssuer issuer)
    {
        var token = issuer.Mint();
        List<double> there = [];
        List<double> within = [];
        for (var round = 0; round < Rounds; round++)
        {
            there.Add(await ChildAsync([Child, issuer.KeysFile, Prefetched], token));
            within.Add(await ChildAsync([Child, issuer.KeysFile], token));
        }

        return
        [
            Figure.AtMost("first validation in a fresh process, its issuer's keys there", there.Min(), Budget, Detail(there)),
            Figure.Of("the same, the keys read from their file within it", within.Min(), Detail(within)),
        ];
    }

    /// <summary>Validates once, and writes how many milliseconds it took.</summary>
    public static async Task<int> RunChildAsync(string keysFile, bool prefetch, TextReader input, TextWriter output)
    {
        var token = await input.ReadLineAsync();
        var options = new TokensOptions();
        options.Issuers[LoadIssuer.Name] = new IssuerOptions { Issuer = LoadIssuer.Issuer, Audiences = { LoadIssuer.Audience }, KeysFile = keysFile };
        var validator = TokenValidator.Create(options);
        if (prefetch && await validator.PrefetchKeysAsync() is not [])
        {
            return 1;
        }

        var began = TimeProvider.System.GetTimestamp();
        var result = await validator.ValidateAsync(token!);
        var took = TimeProvider.System.GetElapsedTime(began);
        await output.WriteLineAsync(took.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        return result.IsValid ? 0 : 1;
    }

    private static string Detail(List<double> times) => string.Create(CultureInfo.InvariantCulture, $"least of {Rounds}; median {times.Order().ElementAt(Rounds / 2):0.0}");

    private static async Task<double> ChildAsync(string[] arguments, string token)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(FirstToken).Assembly.Location, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started");
        await process.StandardInput.WriteLineAsync(token);
        var answer = await process.StandardOutput.ReadLineAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? double.Parse(answer!, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException("The token was refused.");
    }
}
