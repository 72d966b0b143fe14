using System.Globalization;
using System.Text.Json.Nodes;
using Azure.Core;

namespace MeshFunctions.Tests.Samples.Ledger;

/// <summary>The local cloud's managed-identity endpoint over HTTPS, as an app asks it; no token is kept here (MSAL would keep it by its own clock).</summary>
internal sealed class ManagedIdentity(HttpClient http, Uri endpoint, string header) : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        var resource = requestContext.Scopes.ShouldHaveSingleItem().Replace("/.default", "", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(endpoint, $"?api-version=2019-08-01&resource={Uri.EscapeDataString(resource)}"));
        request.Headers.Add("X-IDENTITY-HEADER", header);
        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        var token = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
        var expiresOn = long.Parse(token["expires_on"]!.GetValue<string>(), CultureInfo.InvariantCulture);
        return new AccessToken(token["access_token"]!.GetValue<string>(), DateTimeOffset.FromUnixTimeSeconds(expiresOn));
    }
}
