using System.Globalization;
using System.Runtime.InteropServices;

namespace Harness.Stack;

/// <summary>A process that cannot be mistaken for a later one with the same id: its id and when it started, in clock ticks since boot.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ProcessIdentity(int Id, ulong StartedAt)
{
    /// <summary>The identity of a running process; null if there is none with that id, or only its remains that nobody has waited for.</summary>
    public static ProcessIdentity? Of(int id) => ReadStat(id) is { State: not ('Z' or 'X') } stat ? new ProcessIdentity(id, stat.StartedAt) : null;

    public bool IsRunning => Of(Id) == this;

    /// <summary>This process, if it runs, and every running process of the session that it leads or led.</summary>
    public IReadOnlyList<ProcessIdentity> Session()
    {
        // The system gives no process the id of a session that still has members: then there are none.
        if (Of(Id) is { } other && other != this)
        {
            return [];
        }

        List<ProcessIdentity> members = [];
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
                && ReadStat(id) is { State: not ('Z' or 'X') } stat
                && (stat.Session == Id || id == Id)
                && stat.StartedAt >= StartedAt)
            {
                members.Add(new ProcessIdentity(id, stat.StartedAt));
            }
        }

        return members;
    }

    public static bool TryParse(string text, out ProcessIdentity identity)
    {
        string[] parts = text.Split(' ');
        bool valid = int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int id);
        ulong startedAt = 0;
        valid = valid && parts.Length > 1 && ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out startedAt);
        identity = new ProcessIdentity(id, startedAt);
        return valid;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id} {StartedAt}");

    // proc(5): the fields after the name in parentheses, which may itself hold spaces and parentheses.
    private static (char State, int Session, ulong StartedAt)? ReadStat(int id)
    {
        try
        {
            string text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[3], CultureInfo.InvariantCulture), ulong.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
