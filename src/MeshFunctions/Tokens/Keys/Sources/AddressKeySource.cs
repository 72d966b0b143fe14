namespace MeshFunctions.Tokens.Keys.Sources;

/// <summary>Keys at a configured address, for issuers without discovery.</summary>
internal sealed class AddressKeySource(IssuerOptions options, Uri address, KeySetReader reader, TimeProvider clock)
    : HttpsKeySource(options, address, reader, clock)
{
    private readonly Uri _address = address;

    protected override Task<KeyFetch> FetchAsync(HttpClient client) => FetchKeysAsync(client, _address);
}
