namespace Harness.Stack;

/// <summary>Files and folders that only their owner may read.</summary>
internal static class PrivateFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void Write(string path, string text)
    {
        File.Delete(path);
        using FileStream stream = new(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Owner });
        using StreamWriter writer = new(stream);
        writer.Write(text);
    }

    public static void CreateFolder(string path) => Directory.CreateDirectory(path, Owner | UnixFileMode.UserExecute);
}
