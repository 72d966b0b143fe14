namespace Worker.Tests.Functions;

internal sealed record BodyShape(string Name, int Count);
