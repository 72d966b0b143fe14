namespace Gatekeeper;

/// <summary>A file that holds a key, and that nobody but its owner may open.</summary>
internal static class PrivateKeyFile
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <exception cref="InvalidDataException">Its permissions let others in, who may have read it already.</exception>
    public static string Read(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(stream.SafeFileHandle) & Others) != UnixFileMode.None)
        {
            throw new InvalidDataException($"{file} is open to others than its owner. Make a new key, under umask 077.");
        }

        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
