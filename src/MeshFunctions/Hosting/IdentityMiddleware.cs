using MeshFunctions.Headers;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Peers;
using MeshFunctions.Identity.Transactions;
using MeshFunctions.Identity.Vouched;
using MeshFunctions.Tokens;
using MeshFunctions.Trust;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace MeshFunctions.Hosting;

/// <summary>Reads the peer, the user claims and the transaction that the proven hop names, and validates the token; none is ever made from another's source.</summary>
internal sealed class IdentityMiddleware(PeerReader peers, VouchedReader vouchers, TransactionReader transactions, TokenValidator tokens, DevelopmentIdentity development) : IFunctionsWorkerMiddleware
{
    private static readonly TimeSpan DefaultRetry = TimeSpan.FromSeconds(1);

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (context.Features.Get<RequestHeaders>() is { } headers && context.Features.Get<HopTrustResult>() is { } trust)
        {
            var identity = await IdentifyAsync(headers, trust.Trust, context.CancellationToken).ConfigureAwait(false);
            context.Features.Set(WithDevelopment(identity, headers, trust.Trust));
        }

        await next(context).ConfigureAwait(false);
    }

    private async ValueTask<RequestIdentity> IdentifyAsync(RequestHeaders headers, HopTrust trust, CancellationToken cancellationToken)
    {
        if (headers.Fault is { } fault)
        {
            return RequestIdentity.Faulty(Answer(fault));
        }

        var peer = peers.Read(headers, trust);
        if (peer.Fault is { } peerFault)
        {
            return RequestIdentity.Faulty(Answer(peerFault));
        }

        var vouched = vouchers.Read(headers, trust);
        if (vouched.Fault is { } vouchedFault)
        {
            return RequestIdentity.Faulty(Answer(vouchedFault));
        }

        // Begun before the caller's is awaited, so that two issuers that are down are waited for once.
        var reading = transactions.ReadAsync(headers, trust, cancellationToken);
        var identity = await IdentifyCallerAsync(headers, peer.Peer, trust, cancellationToken).ConfigureAwait(false);
        var transaction = await reading.ConfigureAwait(false);
        return vouched.Identities.IsEmpty && transaction == default
            ? identity
            : identity with { Vouched = vouched.Identities, Transaction = transaction.Transaction, TransactionRetryAfter = transaction.RetryAfter };
    }

    private async ValueTask<RequestIdentity> IdentifyCallerAsync(RequestHeaders headers, PeerIdentity? peer, HopTrust trust, CancellationToken cancellationToken)
    {
        switch (BearerCredential.TryRead(headers.Authorization, out var presented))
        {
            case BearerOutcome.Malformed:
                return RequestIdentity.Faulty(Problems.MalformedAuthorization);
            case not BearerOutcome.Token:
                return new RequestIdentity(peer, null, false, null, null);
        }

        // T43: what the hop forwards for its client, or, of a hop that forwards for nobody, what it showed itself.
        var certificate = peer?.CertificateSha256 ?? (trust as HopTrust.Proven)?.OwnCertificateSha256;
        var result = await tokens.ValidateAsync(presented, certificate, cancellationToken).ConfigureAwait(false);
        return result switch
        {
            { IsValid: true, Token: { } token } => new RequestIdentity(peer, new CallerIdentity(token), false, null, null),
            { Error: TokenError.KeysUnavailable } => new RequestIdentity(peer, null, false, result.RetryAfter ?? DefaultRetry, null),
            _ => new RequestIdentity(peer, null, true, null, null),
        };
    }

    /// <summary>On a developer's machine: a peer where no hop and no proof says anything, a caller where there is no <c>Authorization</c>. What was shown and refused stays refused.</summary>
    private RequestIdentity WithDevelopment(RequestIdentity identity, RequestHeaders headers, HopTrust trust)
    {
        if (identity.Fault is not null)
        {
            return identity;
        }

        var peer = trust is HopTrust.Unproven { Reason: UnprovenReason.NoHopConfigured or UnprovenReason.ProofMissing } ? development.Peer : null;
        var caller = headers.Authorization is null ? development.Caller : null;
        return peer is null && caller is null ? identity : identity with { Peer = peer ?? identity.Peer, Caller = caller ?? identity.Caller, IsDevelopment = true };
    }

    private static Problem Answer(HeaderFault fault) =>
        fault.Kind == HeaderFaultKind.TooLarge ? Problems.HeadersTooLarge : Problems.RepeatedHeader(fault.HeaderName);
}
