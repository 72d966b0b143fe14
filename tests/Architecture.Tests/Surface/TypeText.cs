namespace Architecture.Tests.Surface;

/// <summary>Names types as the lists under <c>WorkerApi</c> do: a few keywords, no namespaces, no nullability of references.</summary>
internal static class TypeText
{
    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["String"] = "string",
        ["Boolean"] = "bool",
        ["Int32"] = "int",
        ["Object"] = "object",
        ["Void"] = "void",
    };

    public static string Keyword(string name) => Keywords.GetValueOrDefault(name, name);

    public static string Generic(string name, IEnumerable<string> arguments)
    {
        var plain = name.Split('`')[0];
        var list = string.Join(", ", arguments);
        return string.Equals(plain, "Nullable", StringComparison.Ordinal) ? $"{list}?" : $"{plain}<{list}>";
    }

    public static string Of(Type type)
    {
        if (type.IsByRef)
        {
            return $"ref {Of(type.GetElementType()!)}";
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[]";
        }

        var name = type is { IsNested: true, IsGenericParameter: false } ? $"{type.DeclaringType!.Name}.{type.Name}" : type.Name;
        return type.IsGenericType ? Generic(name, type.GetGenericArguments().Select(Of)) : Keyword(name);
    }
}
