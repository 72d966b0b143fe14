namespace MeshFunctions.Identity;

/// <summary>One claim about the user for whom a hop vouches. Compare type and value ordinally.</summary>
/// <param name="Type">What is said, such as <c>groups</c>, named as the source names it.</param>
/// <param name="Value">The value. From outside: escape it before it goes to a log or a page.</param>
public readonly record struct VouchedClaim(string Type, string Value)
{
    /// <summary>The type alone, so that no value gets into a log by mistake.</summary>
    /// <returns>The claim's type.</returns>
    public override string ToString() => Type;
}
