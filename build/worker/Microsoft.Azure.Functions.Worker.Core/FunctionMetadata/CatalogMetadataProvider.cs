using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker.Definition;

namespace Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

internal sealed class CatalogMetadataProvider(FunctionCatalog catalog) : IFunctionMetadataProvider
{
    public Task<ImmutableArray<IFunctionMetadata>> GetFunctionMetadataAsync(string directory) =>
        Task.FromResult(ImmutableArray.CreateRange<IFunctionMetadata>(catalog.Functions.Select(static function => function.Metadata)));
}
