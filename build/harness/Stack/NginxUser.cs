using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Harness.Stack;

/// <summary>Whom Nginx's workers run as. Started by root they are another user; started by anybody else they are the one who started them.</summary>
internal static partial class NginxUser
{
    private const UnixFileMode OwnerAndToEnter = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute;
    private const uint Unchanged = uint.MaxValue;

    /// <summary>Lets the workers enter a folder that is otherwise its owner's alone.</summary>
    public static void MayEnter(string folder)
    {
        if (Find() is not { } user)
        {
            return;
        }

        if (NativeChown(folder, Unchanged, user.Group) != 0)
        {
            throw new IOException($"{folder} could not be given to Nginx's group");
        }

        File.SetUnixFileMode(folder, OwnerAndToEnter);
    }

    /// <summary>Tells the renderer who they are.</summary>
    public static JsonObject Into(JsonObject runtime)
    {
        if (Find() is { } user)
        {
            runtime["user"] = user.Name;
        }

        return runtime;
    }

    // What distributions call it; null where the workers are whoever runs this.
    private static (string Name, uint Group)? Find() =>
        !Environment.IsPrivilegedProcess
            ? null
            : File.ReadLines("/etc/passwd")
                .Select(line => line.Split(':'))
                .Where(fields => fields is ["www-data" or "nginx" or "nobody", _, _, _, ..])
                .OrderBy(fields => fields[0] is "nobody")
                .Select(fields => ((string, uint)?)(fields[0], uint.Parse(fields[3], CultureInfo.InvariantCulture)))
                .FirstOrDefault();

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int NativeChown(string path, uint owner, uint group);
}
