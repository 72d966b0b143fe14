using Architecture.Tests.Levels.Upper;

namespace Architecture.Tests.Levels.Lower;

internal static class InArgument
{
    public static object Run() => new List<UsedInArgument>();
}
