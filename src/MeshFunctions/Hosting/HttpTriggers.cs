using System.Collections.Concurrent;
using MeshFunctions.Authorization;
using MeshFunctions.Authorization.Rules;
using Microsoft.Azure.Functions.Worker;

namespace MeshFunctions.Hosting;

/// <summary>Tells HTTP functions from others without touching the request; the bindings of each function are looked at once.</summary>
internal sealed class HttpTriggers
{
    private readonly ConcurrentDictionary<string, bool> _byFunction = new(StringComparer.Ordinal);

    public bool IsOn(FunctionDefinition function) =>
        _byFunction.TryGetValue(function.Id, out var isHttp) ? isHttp : _byFunction.GetOrAdd(function.Id, Look(function));

    private static bool Look(FunctionDefinition function) => function.InputBindings.Values.Any(static binding => FunctionBindings.IsHttp(binding.Type));
}
