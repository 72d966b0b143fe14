namespace MeshFunctions.Hosting;

/// <summary>Keys below which the configuration says something about access; there a mistake may never read as if less were demanded (T81).</summary>
internal static class AccessKeys
{
    private const string Access = "Access";
    private const string Functions = "Functions";
    private const string Shadow = "Shadow";

    /// <summary>Whether a section or list that is there and empty is a mistake: what it was to demand is not known.</summary>
    public static bool MustSaySomething(string[] path) => IsBelow(path, Functions) || IsBelow(path, Shadow);

    /// <summary>What to add to the message about a key that is not known.</summary>
    public static string Note(string[] path) => IsBelow(path, Functions)
        ? "; configuration only tightens what the code declares: whom a function admits beyond that is an attribute's to say"
        : IsBelow(path, Shadow) ? "; shadow mode is one policy's, with its Until, and nothing else is ever put off"
        : "";

    private static bool IsBelow(string[] path, string section) =>
        path.Length > 2 && string.Equals(path[0], Access, StringComparison.OrdinalIgnoreCase) && string.Equals(path[1], section, StringComparison.OrdinalIgnoreCase);
}
