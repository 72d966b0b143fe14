namespace Architecture.Tests.Levels;

/// <summary>One type uses another of the same assembly, by their full names with the outermost type's namespace.</summary>
internal sealed record TypeUse(string From, string To);
