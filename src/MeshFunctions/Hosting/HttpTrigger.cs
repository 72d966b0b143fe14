using Microsoft.Azure.Functions.Worker;

namespace MeshFunctions.Hosting;

/// <summary>Tells HTTP functions from others without touching the request.</summary>
internal static class HttpTrigger
{
    public static bool IsOn(FunctionDefinition function)
    {
        foreach (var binding in function.InputBindings.Values)
        {
            if (string.Equals(binding.Type, "httpTrigger", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
