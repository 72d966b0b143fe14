namespace Harness.Stack;

/// <summary>
/// The processes that were started under one prefix, in a file, so that a later run can end what an earlier one left.
/// Each leads a session of its own: only these sessions are ever ended, and only if the id still belongs to the process that was started.
/// </summary>
internal sealed class ProcessLedger(string path)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();

    public IReadOnlyList<ProcessIdentity> Processes
    {
        get
        {
            lock (_lock)
            {
                return File.Exists(path) ? [.. File.ReadLines(path).Where(IsEntry).Select(Parse)] : [];
            }
        }
    }

    public void Add(ProcessIdentity process, string name)
    {
        lock (_lock)
        {
            File.AppendAllText(path, $"{process} {name}\n");
        }
    }

    /// <summary>Asks every process to end, the last started first, waits, and kills what has not ended; then forgets them.</summary>
    /// <exception cref="TimeoutException">Something outlives even that.</exception>
    public async Task StopAsync(TimeProvider timeProvider)
    {
        ProcessIdentity[] leaders = [.. Processes.Reverse()];
        foreach (ProcessIdentity process in leaders)
        {
            Signals.Send(process, Signals.Terminate);
        }

        // What outlives the leader of its session is waited for by nobody.
        await EndedAsync(leaders, timeProvider);
        Kill();
        if (!await EndedAsync([.. leaders.SelectMany(leader => leader.Session())], timeProvider))
        {
            throw new TimeoutException($"Cannot be ended: {string.Join(", ", leaders.SelectMany(leader => leader.Session()))}");
        }

        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    /// <summary>Kills whatever still runs, at once; the last resort when this program itself is ended.</summary>
    public void Kill()
    {
        foreach (ProcessIdentity member in Processes.SelectMany(leader => leader.Session()))
        {
            Signals.Send(member, Signals.Kill);
        }
    }

    private static async Task<bool> EndedAsync(ProcessIdentity[] processes, TimeProvider timeProvider)
    {
        long start = timeProvider.GetTimestamp();
        while (processes.Any(process => process.IsRunning))
        {
            if (timeProvider.GetElapsedTime(start) > Grace)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25), timeProvider);
        }

        return true;
    }

    private static bool IsEntry(string line) => ProcessIdentity.TryParse(line, out _);

    private static ProcessIdentity Parse(string line) => ProcessIdentity.TryParse(line, out ProcessIdentity process) ? process : default;
}
