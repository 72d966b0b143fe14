using System.Text.Json.Nodes;

namespace Gatekeeper;

/// <summary>The file from which the apps read the public keys.</summary>
internal static class PublishedKeys
{
    private const UnixFileMode ReadableByAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Replaces the file in one step, so that no app ever reads half of it.</summary>
    public static void Write(string file, IEnumerable<SigningKey> keys)
    {
        JsonObject set = new() { ["keys"] = new JsonArray([.. keys.Select(key => key.ToJsonWebKey())]) };
        string fresh = $"{file}.new";
        File.WriteAllText(fresh, set.ToJsonString());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(fresh, ReadableByAll);
        }

        File.Move(fresh, file, overwrite: true);
    }
}
