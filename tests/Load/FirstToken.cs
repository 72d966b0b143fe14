using System.Diagnostics;
using System.Globalization;
using MeshFunctions.Tokens;

namespace Load;

/// <summary>The first validation in a fresh process, compiling included; the keys are read from their file within it.</summary>
internal static class FirstToken
{
    /// <summary>The argument that makes this program the fresh process.</summary>
    public const string Child = "first-token-of";

    private const int Rounds = 15;
    private const double Budget = 12;

    public static async Task<Figure> MeasureAsync(LoadIssuer issuer)
    {
        var token = issuer.Mint();
        List<double> times = [];
        for (var round = 0; round < Rounds; round++)
        {
            times.Add(await ChildAsync(issuer.KeysFile, token));
        }

        times.Sort();
        return Figure.AtMost(
            "first validation in a fresh process", times[0], Budget, string.Create(CultureInfo.InvariantCulture, $"least of {Rounds}; median {times[Rounds / 2]:0.0}"));
    }

    /// <summary>Validates once, and writes how many milliseconds it took.</summary>
    public static async Task<int> RunChildAsync(string keysFile, TextReader input, TextWriter output)
    {
        var token = await input.ReadLineAsync();
        var options = new TokensOptions();
        options.Issuers[LoadIssuer.Name] = new IssuerOptions { Issuer = LoadIssuer.Issuer, Audiences = { LoadIssuer.Audience }, KeysFile = keysFile };
        var validator = TokenValidator.Create(options);
        var began = TimeProvider.System.GetTimestamp();
        var result = await validator.ValidateAsync(token!);
        var took = TimeProvider.System.GetElapsedTime(began);
        await output.WriteLineAsync(took.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        return result.IsValid ? 0 : 1;
    }

    private static async Task<double> ChildAsync(string keysFile, string token)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(FirstToken).Assembly.Location, Child, keysFile]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started");
        await process.StandardInput.WriteLineAsync(token);
        var answer = await process.StandardOutput.ReadLineAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? double.Parse(answer!, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException("The token was refused.");
    }
}
