namespace Architecture.Tests.Levels.Upper;

internal static class UsedInBody
{
    public static int Number() => 1;
}
