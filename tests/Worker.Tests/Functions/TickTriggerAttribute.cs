using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Worker.Tests.Functions;

[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class TickTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    public string Schedule { get; } = schedule;
}
