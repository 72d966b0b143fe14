namespace MeshFunctions.Tokens.Keys.Sources;

/// <summary>Where an issuer's keys come from.</summary>
internal interface IKeySource
{
    /// <summary>Never throws for what an issuer, the network or a file may do.</summary>
    Task<KeyFetch> FetchAsync();
}
