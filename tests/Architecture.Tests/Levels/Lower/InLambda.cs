using Architecture.Tests.Levels.Upper;

namespace Architecture.Tests.Levels.Lower;

internal static class InLambda
{
    public static Func<int> Run() => static () => UsedInLambda.Number();
}
