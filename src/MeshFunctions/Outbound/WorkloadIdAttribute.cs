using MeshFunctions.Headers;
using MeshFunctions.Validation;

namespace MeshFunctions.Outbound;

/// <summary>A workload's SPIFFE id, if there is one.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WorkloadIdAttribute : TextRuleAttribute
{
    protected override string Failure => "is no workload's SPIFFE id; permitted: such as spiffe://mesh.local/ns/shop/sa/inventory.";

    protected override bool Keeps(string text) => SpiffeId.TryParse(text, out var id) && id.Path.Length > 0;
}
