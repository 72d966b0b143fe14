namespace MeshFunctions.Headers;

/// <summary>A request refused for its headers alone; names the header, never its value.</summary>
internal sealed record HeaderFault(HeaderFaultKind Kind, string HeaderName);
