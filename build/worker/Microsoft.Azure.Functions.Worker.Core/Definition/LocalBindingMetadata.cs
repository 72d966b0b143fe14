using System.Text.Json.Nodes;

namespace Microsoft.Azure.Functions.Worker.Definition;

internal sealed class LocalBindingMetadata(string name, string type, BindingDirection direction) : BindingMetadata
{
    public override string Name => name;

    public override string Type => type;

    public override BindingDirection Direction => direction;

    /// <summary>The binding as the host reads it.</summary>
    public JsonObject ToJson() => new() { ["name"] = name, ["type"] = type, ["direction"] = direction.ToString() };
}
