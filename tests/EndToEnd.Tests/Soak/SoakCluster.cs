using MeshFunctions.Tests.Samples;

namespace EndToEnd.Tests.Soak;

/// <summary>A PostgreSQL with the ledger, whose role logs in by SCRAM-SHA-256.</summary>
public sealed class SoakCluster() : PostgresCluster("Ledger")
{
    private protected override IReadOnlyList<string> Admission => ["local all ledger scram-sha-256"];
}
