using Azure.Core;

namespace MeshFunctions.Aws;

/// <summary>Tokens of an Azure credential, such as the app's managed identity.</summary>
internal sealed class TokenCredentialSource(TokenCredential credential, string scope) : IWebIdentitySource
{
    public async Task<WebIdentityToken> ReadAsync(CancellationToken cancellationToken)
    {
        var token = await credential.GetTokenAsync(new TokenRequestContext([scope]), cancellationToken).ConfigureAwait(false);
        return new(token.Token, token.ExpiresOn);
    }
}
