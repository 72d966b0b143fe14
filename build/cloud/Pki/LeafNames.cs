using System.Net;

namespace LocalCloud.Pki;

/// <summary>The names of a leaf certificate.</summary>
public sealed class LeafNames
{
    /// <summary>The common name; only for people to read.</summary>
    public required string CommonName { get; init; }

    /// <summary>DNS names (SAN); default none.</summary>
    public IReadOnlyList<string> Dns { get; init; } = [];

    /// <summary>IP addresses (SAN); default none.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <summary>URIs (SAN), such as a SPIFFE ID; default none. More than one makes no valid X.509-SVID, but can be had for tests.</summary>
    public IReadOnlyList<Uri> Uris { get; init; } = [];
}
