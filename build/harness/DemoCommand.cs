using System.Diagnostics.CodeAnalysis;
using Harness.Stack;

namespace Harness;

/// <summary>What the command line asks for.</summary>
internal sealed record DemoCommand(bool Keep, bool Stop, string Prefix)
{
    public const string Usage = "usage: ./build/demo [--keep | --stop] [--prefix FOLDER]";

    public static bool TryParse(string[] arguments, [NotNullWhen(true)] out DemoCommand? command)
    {
        command = null;
        bool keep = false;
        bool stop = false;
        string? prefix = null;
        Queue<string> open = new(arguments);
        while (open.TryDequeue(out string? argument))
        {
            switch (argument)
            {
                case "--keep":
                    keep = true;
                    break;
                case "--stop":
                    stop = true;
                    break;
                case "--prefix" when open.TryDequeue(out prefix):
                    break;
                default:
                    return false;
            }
        }

        if (keep && stop)
        {
            return false;
        }

        command = new DemoCommand(keep, stop, Path.GetFullPath(prefix ?? Path.Combine(RepositoryLayout.Find().Root, "artifacts", "demo")));
        return true;
    }
}
