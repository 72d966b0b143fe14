using MeshFunctions.Validation;

namespace MeshFunctions.Credentials;

/// <summary>The client id of an identity or application, if there is one.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ClientIdAttribute : TextRuleAttribute
{
    protected override string Failure => "is no client id; permitted a GUID such as 5e29463d-71da-4fe0-8e69-999b57db23b0, or nothing.";

    protected override bool Keeps(string text) => Guid.TryParseExact(text, "D", out _);
}
