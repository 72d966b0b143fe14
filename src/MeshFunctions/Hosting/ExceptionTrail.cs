using System.Text;

namespace MeshFunctions.Hosting;

/// <summary>
/// What is logged of an exception: its types and stack traces, not its messages, which may hold whatever the failing code was handling (T73).
/// Teams that want the messages turn on <c>ErrorBoundary:Rethrow</c> and read them in the host's record.
/// </summary>
internal static class ExceptionTrail
{
    public static string Of(Exception exception)
    {
        var text = new StringBuilder();
        for (var current = exception; current is not null; current = current.InnerException)
        {
            text.Append(text.Length == 0 ? string.Empty : " ---> ").AppendLine(current.GetType().FullName).AppendLine(current.StackTrace);
        }

        return text.ToString();
    }
}
