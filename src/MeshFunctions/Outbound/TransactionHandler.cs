using System.Net;
using MeshFunctions.Headers;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Transactions;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Outbound;

/// <summary>
/// Passes the invocation's transaction token on, unmodified, where the client's settings say so (draft-ietf-oauth-transaction-tokens "Txn-Token Validation"): to listed hosts, over https or to this
/// machine. A token that the request brings itself is removed, whatever the settings: nobody validated it. Ours is taken off again when the answer is there, so that a request that is
/// printed afterwards or sent again elsewhere does not show it.
/// </summary>
internal sealed class TransactionHandler(string client, bool passesOn, HostList hosts, IWebProxy proxy, TransactionAccessor transactions, ILogger logger) : DelegatingHandler
{
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Write(request);
        try
        {
            return base.Send(request, cancellationToken);
        }
        finally
        {
            RequestFields.Remove(request, MeshHeaderNames.TransactionToken);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Write(request);
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            RequestFields.Remove(request, MeshHeaderNames.TransactionToken);
        }
    }

    private void Write(HttpRequestMessage request)
    {
        RequestFields.Remove(request, MeshHeaderNames.TransactionToken);
        if (passesOn && transactions.Current is { } transaction && MayGoTo(request.RequestUri))
        {
            request.Headers.TryAddWithoutValidation(MeshHeaderNames.TransactionToken, transaction.Token);
        }
    }

    private bool MayGoTo(Uri? uri)
    {
        if (!hosts.Contains(uri))
        {
            logger.TransactionWithheld(client, uri?.Authority, "the host is not listed");
            return false;
        }

        if (!IsPrivate(uri!))
        {
            logger.TransactionWithheld(client, uri!.Authority, "the request is neither https nor straight to this machine");
            return false;
        }

        return true;
    }

    // A sidecar beside the app takes plain http, and makes it mutual TLS. HTTP_PROXY concerns loopback addresses too, unless NO_PROXY names them.
    private bool IsPrivate(Uri uri) =>
        string.Equals(uri.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal) || (IsThisMachine(AsciiHost.Of(uri)) && (proxy.GetProxy(uri) is not { } way || way == uri));

    private static bool IsThisMachine(string? host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
