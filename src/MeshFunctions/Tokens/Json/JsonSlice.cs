using System.Runtime.InteropServices;

namespace MeshFunctions.Tokens.Json;

/// <summary>Where a value stands in its text. A string's quotes are not part of it; an object's and an array's brackets are.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct JsonSlice(JsonKind Kind, int Start, int Length, bool Escaped);
