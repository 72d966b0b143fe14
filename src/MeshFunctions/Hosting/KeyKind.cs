namespace MeshFunctions.Hosting;

/// <summary>What the text of a configuration value must be.</summary>
internal enum KeyKind
{
    Text = 0,
    Flag = 1,
    Duration = 2,
    AbsoluteUri = 3,
    OneOf = 4,
    WholeNumber = 5,
    Date = 6,
}
