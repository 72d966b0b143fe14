namespace MeshFunctions.Tracing;

/// <summary>What came of a <c>baggage</c> header.</summary>
/// <param name="Members">The members that are let through, in order; a key may occur again.</param>
/// <param name="Malformed">How many members were none.</param>
/// <param name="Excess">How many members were over the limits.</param>
internal readonly record struct BaggageReading(IReadOnlyList<BaggageMember> Members, int Malformed, int Excess);
