using MeshFunctions.Validation;

namespace MeshFunctions.Outbound;

/// <summary>One scope-token of RFC 6749 §3.3, if there is one.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ScopeAttribute : TextRuleAttribute
{
    protected override string Failure => "is no scope; permitted: one scope such as api://inventory/.default.";

    public static bool IsScope(string text) =>
        text.Length > 0 && text.All(static character => character is > ' ' and <= '~' and not ('"' or '\\'));

    protected override bool Keeps(string text) => IsScope(text);
}
