using System.Runtime.InteropServices;

namespace Harness.Stack;

/// <summary>kill(2).</summary>
internal static partial class Signals
{
    public const int HangUp = 1;
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>Sends a signal to one process; one that has ended meanwhile is no error.</summary>
    public static void Send(ProcessIdentity process, int signal)
    {
        if (process.IsRunning)
        {
            _ = NativeKill(process.Id, signal);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int NativeKill(int processId, int signal);
}
