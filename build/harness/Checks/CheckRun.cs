namespace Harness.Checks;

/// <summary>Runs the eleven checks in their order and prints one line for each.</summary>
internal static class CheckRun
{
    public static IReadOnlyList<ICheck> All { get; } =
    [
        new OneTrace(), new RoleMissing(), new NoToken(), new BadTokens(), new ForgedHeaders(), new WrongCa(), new RateLimit(), new KeyRotation(), new Gatekeeping(),
        new Outbound(), new Canaries(),
    ];

    /// <summary>How many of them failed.</summary>
    public static async Task<int> RunAsync(CheckContext context, CancellationToken cancellationToken)
    {
        int failed = 0;
        for (int i = 0; i < All.Count; i++)
        {
            Findings findings = await FindAsync(All[i], context, cancellationToken);
            string notes = findings.Notes.Count == 0 ? "" : $" ({string.Join("; ", findings.Notes)})";
            await context.Output.WriteLineAsync($"{(findings.Faults.Count == 0 ? "ok  " : "FAIL")} {i + 1} {All[i].Title}{notes}");
            foreach (string fault in findings.Faults)
            {
                await context.Output.WriteLineAsync($"       {fault}");
            }

            failed += findings.Faults.Count == 0 ? 0 : 1;
        }

        return failed;
    }

    private static async Task<Findings> FindAsync(ICheck check, CheckContext context, CancellationToken cancellationToken)
    {
        Findings findings = new();
        try
        {
            await check.RunAsync(context, findings, cancellationToken);
        }
        catch (Exception error) when (error is HttpRequestException or InvalidOperationException or FormatException or IOException or System.Text.Json.JsonException or KeyNotFoundException or TimeoutException)
        {
            // An answer that is not even of the expected shape is this check's failure, not the end of the others.
            findings.Fault($"{error.GetType().Name}: {error.Message}");
        }

        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            findings.Fault($"no answer in time: {error.Message}");
        }

        return findings;
    }
}
