namespace MeshFunctions.Aws;

/// <summary>Where the token that is exchanged comes from.</summary>
internal interface IWebIdentitySource
{
    Task<WebIdentityToken> ReadAsync(CancellationToken cancellationToken);
}
