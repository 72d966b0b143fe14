namespace MeshFunctions.Tokens.Json;

/// <summary>Kinds of JSON values.</summary>
internal enum JsonKind
{
    None = 0,
    String,
    Number,
    True,
    False,
    Null,
    Object,
    Array,
}
