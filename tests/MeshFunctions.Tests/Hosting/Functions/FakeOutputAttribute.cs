using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace MeshFunctions.Tests.Hosting.Functions;

/// <summary>An output binding that goes nowhere.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FakeOutputAttribute : OutputBindingAttribute;
