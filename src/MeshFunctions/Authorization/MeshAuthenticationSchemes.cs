namespace MeshFunctions.Authorization;

/// <summary>Names of the authentication schemes that <c>[Authorize(AuthenticationSchemes = …)]</c> may use.</summary>
public static class MeshAuthenticationSchemes
{
    /// <summary>The token validated by MeshFunctions.</summary>
    public const string Mesh = "Mesh";

    /// <summary>An alias of <see cref="Mesh"/>, so that code written for JWT bearer handlers works unchanged.</summary>
    public const string Bearer = "Bearer";

    internal static bool IsKnown(string scheme) =>
        string.Equals(scheme, Mesh, StringComparison.Ordinal) || string.Equals(scheme, Bearer, StringComparison.Ordinal);
}
