namespace MeshFunctions.Tokens.Keys.Sources;

/// <summary>Chooses where an issuer's keys come from.</summary>
internal static class KeySources
{
    /// <summary>The file or address that is configured, otherwise discovery under <paramref name="issuer"/>.</summary>
    public static IKeySource For(IssuerOptions options, string issuer, KeySetReader reader, TimeProvider clock) => options switch
    {
        { KeysFile: { } file } => new FileKeySource(file, reader),
        { KeysAddress: { } address } => new AddressKeySource(options, new Uri(address), reader, clock),
        _ => new DiscoveredKeySource(options, issuer, reader, clock),
    };
}
