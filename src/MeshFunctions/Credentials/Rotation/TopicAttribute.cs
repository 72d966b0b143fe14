using MeshFunctions.Validation;

namespace MeshFunctions.Credentials.Rotation;

/// <summary>The ARM id of a vault, if there is one.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TopicAttribute : TextRuleAttribute
{
    protected override string Failure =>
        "is no vault's ARM id; permitted /subscriptions/{id}/resourceGroups/{group}/providers/Microsoft.KeyVault/vaults/{name}, or nothing.";

    protected override bool Keeps(string text) => VaultTopic.TryParse(text, out _);
}
