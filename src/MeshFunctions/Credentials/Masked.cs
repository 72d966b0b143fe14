namespace MeshFunctions.Credentials;

internal static class Masked
{
    /// <summary>What every secret prints instead of itself.</summary>
    public const string Text = "***";
}
