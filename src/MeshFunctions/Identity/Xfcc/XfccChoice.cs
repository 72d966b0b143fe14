namespace MeshFunctions.Identity.Xfcc;

/// <summary>Which element of the header a hop's configuration believes.</summary>
/// <param name="Depth">How far from the end it stands, from 1.</param>
/// <param name="By">The proxy that must have written it; null where any may.</param>
internal sealed record XfccChoice(int Depth, string? By);
