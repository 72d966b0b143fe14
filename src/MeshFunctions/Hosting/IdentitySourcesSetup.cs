using MeshFunctions.Identity;
using MeshFunctions.Trust;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Hosting;

/// <summary>Tells each hop which headers the app's own sources that it names declare, once the app's services are known.</summary>
internal sealed class IdentitySourcesSetup(IEnumerable<IIdentitySource> sources) : IPostConfigureOptions<MeshFunctionsOptions>
{
    public void PostConfigure(string? name, MeshFunctionsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (var hop in options.Hops.Values)
        {
            foreach (var header in hop.Sources.Distinct(StringComparer.Ordinal).SelectMany(HeadersOf))
            {
                hop.SourceHeaders.Add(header);
            }
        }
    }

    private IEnumerable<Headers.CustomHeader> HeadersOf(string name) =>
        sources.FirstOrDefault(source => string.Equals(source.Name, name, StringComparison.Ordinal))?.Headers ?? [];
}
