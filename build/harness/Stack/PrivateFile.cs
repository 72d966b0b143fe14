namespace Harness.Stack;

/// <summary>Files and folders that only their owner may read.</summary>
internal static class PrivateFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a file, or replaces it in one step: whoever reads it meanwhile sees the old one or the new one.</summary>
    public static void Write(string path, string text)
    {
        string fresh = $"{path}.new";
        File.Delete(fresh);
        using (FileStream stream = new(fresh, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Owner }))
        using (StreamWriter writer = new(stream))
        {
            writer.Write(text);
        }

        File.Move(fresh, path, overwrite: true);
    }

    public static void CreateFolder(string path) => Directory.CreateDirectory(path, Owner | UnixFileMode.UserExecute);
}
