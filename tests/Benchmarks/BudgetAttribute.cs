namespace Benchmarks;

/// <summary>What a benchmark may cost at most; the table says whether it does.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BudgetAttribute : Attribute
{
    /// <summary>Time over the time of the class's floor.</summary>
    public double Ratio { get; init; } = double.PositiveInfinity;

    /// <summary>Nanoseconds, where the budget is not a ratio.</summary>
    public double Nanoseconds { get; init; } = double.PositiveInfinity;

    /// <summary>Bytes.</summary>
    public double Bytes { get; init; } = double.PositiveInfinity;

    /// <summary>Bytes over the bytes of the class's floor.</summary>
    public double BytesRatio { get; init; } = double.PositiveInfinity;

    /// <summary>The benchmark of the class whose time and bytes are taken off first: the budget is what comes on top of it.</summary>
    public string? Over { get; init; }
}
