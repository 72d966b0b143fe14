using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Hosting;

/// <summary>Binds the section <c>MeshFunctions</c>, keeping its mistakes for <see cref="MeshFunctionsOptionsValidator"/>.</summary>
internal sealed class MeshFunctionsOptionsSetup(IConfiguration configuration, IEnumerable<AddedSection> added) : IConfigureOptions<MeshFunctionsOptions>
{
    public void Configure(MeshFunctionsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var good = ConfigurationCheck.Check(configuration.GetSection(MeshFunctionsOptions.SectionName), options.SectionErrors, added);
        new ConfigurationBuilder().AddInMemoryCollection(good).Build().Bind(options);
    }
}
