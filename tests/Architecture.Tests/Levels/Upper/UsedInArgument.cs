namespace Architecture.Tests.Levels.Upper;

internal enum UsedInArgument
{
    None,
}
