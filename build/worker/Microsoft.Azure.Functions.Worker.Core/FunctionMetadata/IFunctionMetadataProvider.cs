using System.Collections.Immutable;

namespace Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

/// <summary>Lists the functions of the app.</summary>
public interface IFunctionMetadataProvider
{
    /// <summary>Lists the functions.</summary>
    /// <param name="directory">The app's folder.</param>
    /// <returns>The functions.</returns>
    Task<ImmutableArray<IFunctionMetadata>> GetFunctionMetadataAsync(string directory);
}
