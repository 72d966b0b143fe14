namespace Worker.Tests.Hosting;

/// <summary>Tests that touch what the whole process shares: activity listeners, environment, files beside the program.</summary>
[CollectionDefinition(nameof(ProcessWide), DisableParallelization = true)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1515", Justification = "xUnit wants it public.")]
public sealed class ProcessWide;
