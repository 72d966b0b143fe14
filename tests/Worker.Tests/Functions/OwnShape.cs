namespace Worker.Tests.Functions;

internal sealed record OwnShape(string Text);
