using System.Collections.Immutable;
using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.Definition;

/// <summary>The functions of the entry assembly and of those assemblies below it that use the worker.</summary>
internal sealed class FunctionCatalog
{
    private const string WorkerPrefix = "Microsoft.Azure.Functions.Worker";

    public ImmutableArray<MethodFunctionDefinition> Functions { get; } = [.. Find(Assembly.GetEntryAssembly())];

    private static IEnumerable<MethodFunctionDefinition> Find(Assembly? entry)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var method in Assemblies(entry).SelectMany(Methods))
        {
            var function = new MethodFunctionDefinition(method, method.GetCustomAttribute<FunctionAttribute>()!.Name);
            yield return names.TryAdd(function.Name, function.EntryPoint)
                ? function
                : throw new InvalidOperationException(
                    $"Two functions are named '{function.Name}': {names[function.Name]} and {function.EntryPoint}.");
        }
    }

    private static IEnumerable<MethodInfo> Methods(Assembly assembly) =>
        from type in assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where method.IsDefined(typeof(FunctionAttribute))
        select method;

    private static IEnumerable<Assembly> Assemblies(Assembly? entry)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<Assembly>(entry is null ? [] : [entry]);
        while (open.TryDequeue(out var assembly))
        {
            if (seen.Add(assembly.FullName!) && UsesWorker(assembly))
            {
                yield return assembly;
                foreach (var reference in assembly.GetReferencedAssemblies().Where(static name => !IsPlatform(name)))
                {
                    open.Enqueue(Assembly.Load(reference));
                }
            }
        }
    }

    private static bool UsesWorker(Assembly assembly) =>
        Array.Exists(
            assembly.GetReferencedAssemblies(),
            static name => name.Name?.StartsWith(WorkerPrefix, StringComparison.Ordinal) == true);

    private static bool IsPlatform(AssemblyName name) =>
        name.Name is "netstandard" or "mscorlib" or "System"
        || name.Name!.StartsWith("System.", StringComparison.Ordinal)
        || name.Name.StartsWith("Microsoft.", StringComparison.Ordinal)
        || name.Name.StartsWith("Azure.", StringComparison.Ordinal);
}
