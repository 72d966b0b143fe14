using MeshFunctions.Validation;

namespace MeshFunctions.Credentials;

/// <summary>A tenant, if there is one.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TenantAttribute : TextRuleAttribute
{
    protected override string Failure => "is no tenant; permitted a GUID or a domain name, or nothing.";

    protected override bool Keeps(string text) =>
        text.Length is > 0 and <= 253 && text.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.');
}
