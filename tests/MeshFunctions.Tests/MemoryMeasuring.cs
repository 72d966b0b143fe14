using System.Diagnostics.CodeAnalysis;

namespace MeshFunctions.Tests;

/// <summary>Tests that measure the process's memory, which other tests would fill meanwhile, so these run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[SuppressMessage("Maintainability", "CA1515:Consider making public types internal", Justification = "xunit demands a public class (xUnit1027).")]
public sealed class MemoryMeasuring
{
    public const string Name = nameof(MemoryMeasuring);
}
