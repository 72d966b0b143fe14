using System.Diagnostics.CodeAnalysis;

namespace MeshFunctions.Tests;

/// <summary>Tests that add listeners for activities, or need that there are none: listeners are the whole process's, so these tests run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[SuppressMessage("Maintainability", "CA1515:Consider making public types internal", Justification = "xunit demands a public class (xUnit1027).")]
public sealed class ActivityListening
{
    public const string Name = nameof(ActivityListening);
}
