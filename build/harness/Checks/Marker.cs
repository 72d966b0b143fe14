using Harness.Tree;

namespace Harness.Checks;

/// <summary>The line that the function PlaceOrder itself writes when it runs.</summary>
internal static class Marker
{
    private const string Text = "PlaceOrder runs";

    public static bool Shown(TierLogs logs, string requestId) => logs.Lines("orders").Any(line =>
        line.Contains(Text, StringComparison.Ordinal) && line.Contains(requestId, StringComparison.Ordinal));
}
