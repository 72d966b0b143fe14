using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gatekeeper;

/// <summary>
/// The Unix socket on which the edge asks. A port of 127.0.0.1 is anybody's as soon as this process does not hold it, and with it the edge's key and every client's token; a name in a
/// folder that others cannot enter is not.
/// </summary>
internal sealed class OwnSocket : IDisposable
{
    private const UnixFileMode Foreign = UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    private const UnixFileMode ForAllWhoEnter =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly string _path;
    private readonly FileStream _lock;

    private OwnSocket(string path)
    {
        _path = path;
        _lock = new FileStream($"{path}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        File.Delete(path);
    }

    /// <summary>Makes sure that this process is the only one that listens there, and removes what one that was killed has left.</summary>
    /// <exception cref="InvalidDataException">Others may enter the folder or write in it, or something else has that name.</exception>
    /// <exception cref="IOException">Another gatekeeper runs, or there is no such folder.</exception>
    public static OwnSocket Claim(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(folder) & Foreign) != UnixFileMode.None)
        {
            throw new InvalidDataException($"{folder} is open to others: it must be for its owner, and for Nginx's group to enter (chmod 710).");
        }

        return new FileInfo(path) is { Exists: true, Length: > 0 } ? throw new InvalidDataException($"{path} is no socket.") : new OwnSocket(path);
    }

    public void Bind(KestrelServerOptions server) => server.ListenUnixSocket(_path);

    /// <summary>Lets those ask who may enter the folder: Nginx's workers are of another user.</summary>
    public void Open()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_path, ForAllWhoEnter);
        }
    }

    public void Dispose() => _lock.Dispose();
}
