namespace Architecture.Tests.Levels.Upper;

internal static class UsedInLambda
{
    public static int Number() => 2;
}
