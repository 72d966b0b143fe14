using Architecture.Tests.Levels.Upper;

namespace Architecture.Tests.Levels.Lower;

internal static class InBody
{
    public static int Run() => UsedInBody.Number();
}
