using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Worker.Tests.Functions;

[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
internal sealed class NoteOutputAttribute(string box) : OutputBindingAttribute
{
    public string Box { get; } = box;
}
