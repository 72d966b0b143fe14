using System.Reflection;

namespace Architecture.Tests.Surface;

/// <summary>Writes an assembly's public surface, one member a line, in the form of the lists under <c>WorkerApi</c>.</summary>
internal static class SurfaceText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Assembly assembly) => Of(assembly.GetExportedTypes());

    public static IEnumerable<string> Of(IEnumerable<Type> types)
    {
        foreach (var space in types.GroupBy(static type => type.Namespace ?? "", StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            yield return $"## {space.Key}";
            foreach (var type in space.OrderBy(TypeText.Of, StringComparer.Ordinal))
            {
                yield return Header(type);
                foreach (var member in Members(type))
                {
                    yield return $"    {member}";
                }
            }
        }
    }

    private static string Header(Type type)
    {
        if (type.IsAssignableTo(typeof(Delegate)))
        {
            var invoke = type.GetMethod("Invoke")!;
            return $"delegate {TypeText.Of(invoke.ReturnType)} {TypeText.Of(type)}({Parameters(invoke)})";
        }

        if (type.IsEnum)
        {
            return $"enum {TypeText.Of(type)}";
        }

        var kind = type switch
        {
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var bases = new List<Type>();
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
        {
            bases.Add(parent);
        }

        bases.AddRange(type.GetInterfaces().Where(candidate => type.BaseType?.GetInterfaces().Contains(candidate) != true));
        return $"{kind} {TypeText.Of(type)}{(bases.Count == 0 ? "" : " : ")}{string.Join(", ", bases.Select(TypeText.Of))}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsAssignableTo(typeof(Delegate)))
        {
            return [];
        }

        if (type.IsEnum)
        {
            return [string.Join(", ", Enum.GetNames(type).OrderBy(name => Convert.ToInt64(Enum.Parse(type, name), System.Globalization.CultureInfo.InvariantCulture)))];
        }

        return
        [
            .. type.GetConstructors(Declared).Where(static item => IsVisible(item) && !item.IsStatic)
                .Select(static item => $"{Access(item)}ctor({Parameters(item)})"),
            .. type.GetFields(Declared).Where(static field => field.IsPublic || field.IsFamily)
                .Select(static field => $"{(field.IsLiteral ? "const" : field.IsStatic ? "static" : "field")} {TypeText.Of(field.FieldType)} {field.Name}"),
            .. type.GetProperties(Declared).Where(static item => Array.Exists(item.GetAccessors(nonPublic: true), IsNewAndVisible)).Select(Property),
            .. type.GetEvents(Declared).Where(static item => IsVisible(item.AddMethod!)).Select(static item => $"event {TypeText.Of(item.EventHandlerType!)} {item.Name}"),
            .. type.GetMethods(Declared).Where(static item => IsNewAndVisible(item) && (!item.IsSpecialName || item.Name.StartsWith("op_", StringComparison.Ordinal))).Select(Method),
        ];
    }

    private static string Property(PropertyInfo property)
    {
        var accessor = property.GetAccessors(nonPublic: true).First(IsNewAndVisible);
        var get = property.GetMethod is { } getter && IsVisible(getter) ? "get; " : "";
        var set = property.SetMethod is { } setter && IsVisible(setter) ? "set; " : "";
        return $"{Access(accessor)}{Modifier(accessor)}{TypeText.Of(property.PropertyType)} {property.Name} {{ {get}{set}}}";
    }

    private static string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(TypeText.Of))}>" : "";
        var parameters = Parameters(method);
        var prefix = method.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute), inherit: false) ? "this " : "";
        return $"{Access(method)}{Modifier(method)}{TypeText.Of(method.ReturnType)} {method.Name}{generic}({prefix}{parameters})";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(static parameter =>
        $"{(parameter.IsOut ? "out " : "")}{TypeText.Of(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = default" : "")}"));

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifier(MethodInfo method) => method switch
    {
        { IsStatic: true } => "static ",
        { DeclaringType.IsInterface: true } => "",
        { IsAbstract: true } => "abstract ",
        { IsVirtual: true, IsFinal: false } => "virtual ",
        _ => "",
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsNewAndVisible(MethodInfo method) => IsVisible(method) && method.GetBaseDefinition() == method;
}
