using Microsoft.Azure.Functions.Worker;

namespace MeshFunctions.Hosting;

/// <summary>Tells HTTP functions from others without touching the request.</summary>
internal static class HttpTrigger
{
    public static bool IsOn(FunctionDefinition function)
    {
        foreach (var binding in function.InputBindings.Values)
        {
            if (IsHttp(binding))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsHttp(BindingMetadata binding) => string.Equals(binding.Type, "httpTrigger", StringComparison.OrdinalIgnoreCase);
}
