using System.Diagnostics.Metrics;

namespace Gatekeeper;

/// <summary>Counts what was answered: meter <c>Gatekeeper</c>, instrument <c>gatekeeper.verdicts</c>, label <c>verdict</c> with the closed names of <see cref="Verdict"/>.</summary>
internal sealed class GateMeter(IMeterFactory factory)
{
    private readonly Counter<long> _verdicts = factory.Create("Gatekeeper").CreateCounter<long>("gatekeeper.verdicts", "{request}", "Questions of the edge, by their answer.");

    public void Count(Verdict verdict) => _verdicts.Add(1, new KeyValuePair<string, object?>("verdict", verdict.Name));
}
