using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

internal sealed class BoundAddresses : IServerAddressesFeature
{
    public ICollection<string> Addresses { get; } = [];

    public bool PreferHostingUrls { get; set; }
}
