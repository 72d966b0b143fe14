namespace Harness.Checks;

/// <summary>What a check found: faults, and notes to print beside its title.</summary>
internal sealed class Findings
{
    private readonly List<string> _faults = [];
    private readonly List<string> _notes = [];

    public IReadOnlyList<string> Faults => _faults;

    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Demands that something holds; otherwise <paramref name="fault"/> is why the check fails.</summary>
    public void Expect(bool holds, string fault)
    {
        if (!holds)
        {
            _faults.Add(fault);
        }
    }

    public void Fault(string fault) => _faults.Add(fault);

    public void Note(string note) => _notes.Add(note);
}
