using System.Reflection;
using System.Runtime.CompilerServices;

namespace Architecture.Tests.Conventions;

public sealed class StateTests
{
    private static int _mutable = 1;

    private static string Settable { get; set; } = "";

    [Fact]
    public void Library_has_no_mutable_static() => MutableStatics([.. Library.Assembly.GetTypes(), .. Library.Aws.GetTypes()]).ShouldBeEmpty();

    [Fact]
    public void Mutable_static_fields_and_properties_are_found()
    {
        _mutable++;
        Settable += "x";
        MutableStatics([typeof(StateTests)]).ShouldBe(
            [$"{typeof(StateTests)}._mutable", $"{typeof(StateTests)}.<Settable>k__BackingField"], ignoreOrder: true);
    }

    /// <summary>Lambdas' and call sites' caches are the compiler's; the fields behind properties are ours.</summary>
    private static IEnumerable<string> MutableStatics(IEnumerable<Type> types) =>
        from type in types
        where !IsCompilers(type)
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where !field.IsInitOnly && !field.IsLiteral
        select $"{type}.{field.Name}";

    private static bool IsCompilers(Type? type) =>
        type is not null && (type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) || IsCompilers(type.DeclaringType));
}
