namespace MeshFunctions.Tokens;

/// <summary>One claim as text, with its type in the terms of <see cref="System.Security.Claims.ClaimValueTypes"/>.</summary>
internal sealed record TokenClaim(string Name, string Value, string ValueType);
