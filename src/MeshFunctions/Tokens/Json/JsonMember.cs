using System.Runtime.InteropServices;

namespace MeshFunctions.Tokens.Json;

/// <summary>A member of an object: the slice of its name and that of its value.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct JsonMember(JsonSlice Name, JsonSlice Value);
