using System.Collections;
using System.Reflection;
using MeshFunctions.Hosting;

namespace MeshFunctions.Tests.Hosting;

public sealed class ConfigurationKeysTests
{
    [Fact]
    public void All_are_exactly_the_properties_of_the_options()
    {
        var properties = Patterns(typeof(MeshFunctionsOptions), string.Empty);

        ConfigurationKeys.All.Select(key => Nameless(key.Pattern)).ShouldBe(properties, ignoreOrder: true);
    }

    private static string Nameless(string pattern) =>
        string.Join(':', pattern.Split(':').Select(segment => segment.StartsWith('{') && !string.Equals(segment, "{n}", StringComparison.Ordinal) ? "{name}" : segment));

    private static IEnumerable<string> Patterns(Type options, string prefix) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(property => PatternsOf(property.PropertyType, prefix + property.Name));

    private static IEnumerable<string> PatternsOf(Type type, string path)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>))
        {
            return Patterns(type.GetGenericArguments()[1], path + ":{name}:");
        }

        if (type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type))
        {
            var element = type.IsGenericType ? type.GetGenericArguments()[0] : typeof(string);
            return IsOptions(element) ? Patterns(element, path + ":{n}:") : [path + ":{n}"];
        }

        return IsOptions(type) ? Patterns(type, path + ":") : [path];
    }

    private static bool IsOptions(Type type) => type.Assembly == typeof(MeshFunctionsOptions).Assembly && type.IsClass;
}
