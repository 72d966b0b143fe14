using System.Security.Cryptography;

namespace Harness.Stack;

/// <summary>What the gatekeeper of one run has in files: the edge's key, its own signing key, and where it publishes the public one.</summary>
internal sealed record GatekeeperFiles(string Folder)
{
    public string EdgeKey => Path.Combine(Folder, "gatekeeper.edge-key");

    public string SigningKey => Path.Combine(Folder, "gatekeeper.key");

    public string PublicKeys => Path.Combine(Folder, "gatekeeper.jwks");

    /// <summary>Writes the two keys, for their owner only.</summary>
    public static GatekeeperFiles Create(string folder, string edgeKey)
    {
        GatekeeperFiles files = new(folder);
        PrivateFile.Write(files.EdgeKey, $"{edgeKey}\n");
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        PrivateFile.Write(files.SigningKey, key.ExportPkcs8PrivateKeyPem());
        return files;
    }
}
