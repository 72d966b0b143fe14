namespace MeshFunctions.Headers;

/// <summary>An identity header that the configuration names, beside the families that the library knows.</summary>
/// <param name="Name">Its name; compared without regard to case.</param>
/// <param name="IsList">Whether it may occur several times or hold commas. Otherwise either is a repetition.</param>
internal readonly record struct CustomHeader(string Name, bool IsList);
