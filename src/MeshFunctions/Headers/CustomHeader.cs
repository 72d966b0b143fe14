namespace MeshFunctions.Headers;

/// <summary>An identity header that the configuration or a source of the app's own names, beside the families that the library knows.</summary>
/// <param name="Name">Its name, 1 to 64 letters, digits and hyphens; compared without regard to case.</param>
/// <param name="IsList">Whether it may occur several times or hold commas; several lines are joined by commas. Otherwise either is a repetition, which is answered with 400.</param>
public readonly record struct CustomHeader(string Name, bool IsList = false);
