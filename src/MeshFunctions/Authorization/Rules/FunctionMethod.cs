using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

namespace MeshFunctions.Authorization.Rules;

/// <summary>Finds the method behind a function's metadata, in the app itself or in a library it references.</summary>
internal static class FunctionMethod
{
    private const string FunctionAttributeName = "Microsoft.Azure.Functions.Worker.FunctionAttribute";
    private const BindingFlags AnyMethod = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    /// <summary>The method that <paramref name="function"/>'s <c>ScriptFile</c> and <c>EntryPoint</c> name; null where there is none.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The worker itself keeps every function's type and method: it calls them by the same names.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "The worker itself keeps every function's type and method: it calls them by the same names.")]
    public static MethodInfo? Find(IFunctionMetadata function)
    {
        if (function is not { ScriptFile: { } scriptFile, EntryPoint: { } entryPoint } || entryPoint.LastIndexOf('.') is not (> 0 and var dot))
        {
            return null;
        }

        var type = Load(scriptFile)?.GetType(entryPoint[..dot]);
        var candidates = type?.GetMethods(AnyMethod).Where(method => string.Equals(method.Name, entryPoint[(dot + 1)..], StringComparison.Ordinal)).ToArray() ?? [];
        return candidates.Length == 1
            ? candidates[0]
            : Array.Find(candidates, method => string.Equals(FunctionName(method), function.Name, StringComparison.OrdinalIgnoreCase));
    }

    private static string? FunctionName(MethodInfo method) => method.GetCustomAttributesData()
        .FirstOrDefault(attribute => string.Equals(attribute.AttributeType.FullName, FunctionAttributeName, StringComparison.Ordinal))?
        .ConstructorArguments[0].Value as string;

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The worker itself loads the same assembly.")]
    private static Assembly? Load(string scriptFile)
    {
        var name = Path.GetFileNameWithoutExtension(scriptFile);
        var loaded = Array.Find(AppDomain.CurrentDomain.GetAssemblies(), assembly => string.Equals(assembly.GetName().Name, name, StringComparison.OrdinalIgnoreCase));
        if (loaded is not null)
        {
            return loaded;
        }

        var path = Path.Combine(AppContext.BaseDirectory, Path.GetFileName(scriptFile));
        return File.Exists(path) ? AssemblyLoadContext.Default.LoadFromAssemblyPath(path) : null;
    }
}
