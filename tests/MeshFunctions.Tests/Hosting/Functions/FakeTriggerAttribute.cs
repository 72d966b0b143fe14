using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace MeshFunctions.Tests.Hosting.Functions;

/// <summary>A trigger that is not HTTP.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class FakeTriggerAttribute : TriggerBindingAttribute;
