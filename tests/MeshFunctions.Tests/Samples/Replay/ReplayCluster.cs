namespace MeshFunctions.Tests.Samples.Replay;

/// <summary>A PostgreSQL for used assertions.</summary>
public sealed class ReplayCluster() : PostgresCluster("Replay");
