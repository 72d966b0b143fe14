using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.Definition;

internal sealed class LocalBindingMetadata(string name, string type, BindingDirection direction, BindingAttribute? attribute = null) : BindingMetadata
{
    public override string Name => name;

    public override string Type => type;

    public override BindingDirection Direction => direction;

    /// <summary>The binding as the host reads it.</summary>
    public string ToJson() => BindingAttributeReader.AddProperties(
        new JsonObject { ["name"] = name, ["type"] = type, ["direction"] = direction.ToString() }, attribute).ToJsonString();
}
