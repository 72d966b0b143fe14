namespace MeshFunctions.Tokens;

/// <summary>The stable names of <see cref="TokenError"/>, as metric labels.</summary>
internal static class TokenErrorNames
{
    public const string Valid = "Valid";

    private static readonly string[] Names = Enum.GetNames<TokenError>();

    public static string Outcome(TokenError error) => error == TokenError.None ? Valid : Names[(int)error];
}
