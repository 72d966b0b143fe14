using System.Security.Cryptography;

namespace Harness.Stack;

/// <summary>What the gatekeeper of one run has in files: the edge's key, its own signing key, and where it publishes the public one.</summary>
internal sealed record GatekeeperFiles(string Folder)
{
    private const string SocketName = "gatekeeper.sock";

    public string EdgeKey => Path.Combine(Folder, "gatekeeper.edge-key");

    public string SigningKey => Path.Combine(Folder, "gatekeeper.key");

    public string PublicKeys => Path.Combine(Folder, "gatekeeper.jwks");

    /// <summary>
    /// The socket on which it listens: in a folder of its own under the system's folder for temporary files, which Nginx's workers can reach whoever they are. A link in <see cref="Folder"/> says where.
    /// </summary>
    public string Socket => Path.Combine(SocketFolder(Folder) ?? throw new InvalidOperationException($"{Folder} has no folder for the socket"), SocketName);

    /// <summary>Removes the folder of the socket that lies outside of <paramref name="folder"/>, if it is there.</summary>
    public static void RemoveSocketFolder(string folder)
    {
        if (SocketFolder(folder) is { } sockets && Directory.Exists(sockets))
        {
            // What is known to be there, and nothing that a link could lead to.
            File.Delete(Path.Combine(sockets, SocketName));
            File.Delete(Path.Combine(sockets, $"{SocketName}.lock"));
            Directory.Delete(sockets);
        }
    }

    /// <summary>Writes the two keys, for their owner only, and makes the folder of the socket, for its owner and Nginx to enter.</summary>
    public static GatekeeperFiles Create(string folder, string edgeKey)
    {
        GatekeeperFiles files = new(folder);
        PrivateFile.Write(files.EdgeKey, $"{edgeKey}\n");
        CreateSigningKey(folder);
        string sockets = Directory.CreateTempSubdirectory("gatekeeper-").FullName;
        Directory.CreateSymbolicLink(Link(folder), sockets);
        NginxUser.MayEnter(sockets);
        return files;
    }

    /// <summary>Writes another signing key; where.</summary>
    public static string CreateSigningKey(string folder)
    {
        string file = new GatekeeperFiles(folder).SigningKey;
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        PrivateFile.Write(file, key.ExportPkcs8PrivateKeyPem());
        return file;
    }

    private static string Link(string folder) => Path.Combine(folder, "gatekeeper.run");

    private static string? SocketFolder(string folder) => new DirectoryInfo(Link(folder)).LinkTarget;
}
