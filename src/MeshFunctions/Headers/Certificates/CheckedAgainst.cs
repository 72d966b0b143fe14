namespace MeshFunctions.Headers.Certificates;

/// <summary>Verdicts of one bundle; another bundle starts with none.</summary>
internal sealed class CheckedAgainst(TrustBundle bundle)
{
    /// <summary>Most good verdicts that are remembered.</summary>
    public const int MaxGood = 1024;

    /// <summary>Most refusals that are remembered.</summary>
    public const int MaxRefused = 4096;

    public TrustBundle Bundle => bundle;

    public VerdictCache Good { get; } = new(MaxGood);

    public VerdictCache Refused { get; } = new(MaxRefused);
}
