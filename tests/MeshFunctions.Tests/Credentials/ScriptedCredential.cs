using Azure.Core;

namespace MeshFunctions.Tests.Credentials;

/// <summary>A credential that answers as the test says and remembers what it was asked.</summary>
internal sealed class ScriptedCredential(Func<TokenRequestContext, CancellationToken, Task<AccessToken>> answer) : TokenCredential
{
    private readonly List<TokenRequestContext> _asked = [];
    private readonly Lock _gate = new();

    public IReadOnlyList<TokenRequestContext> Asked
    {
        get
        {
            lock (_gate)
            {
                return [.. _asked];
            }
        }
    }

    public int Calls => Asked.Count;

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _asked.Add(requestContext);
        }

        return await answer(requestContext, cancellationToken);
    }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The cache asks asynchronously.");
}
