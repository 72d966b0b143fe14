using MeshFunctions.Tokens;
using MeshFunctions.Trust.Assertions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gatekeeper;

/// <summary>
/// Answers the edge's <c>auth_request</c>. Whoever shows no token passes too, and with an assertion: that the request came through the edge is true all the same, and the
/// assertion binds that it had no <c>Authorization</c>. Who is let in is for the app to say.
/// </summary>
internal sealed class Gate(EdgeKey edge, TokenValidator tokens, HopAssertionMinter minter, GateMeter meter, TimeProvider clock, ILogger<Gate> logger)
{
    private static readonly TimeSpan WarningInterval = TimeSpan.FromMinutes(1);

    private volatile bool _isOpen;
    private long _nextWarning = long.MinValue;

    /// <summary>Whether it signs; nothing before <see cref="Open"/>.</summary>
    public bool IsOpen => _isOpen;

    public void Open() => _isOpen = true;

    public async Task AnswerAsync(HttpContext context)
    {
        IHeaderDictionary headers = context.Request.Headers;
        if (!edge.IsShownBy(context.Request) || !ClientRequest.TryRead(headers, out ClientRequest? request))
        {
            // Not the edge, or not as it was configured. The edge makes a 503 of this, so that nothing passes.
            Warn();
            Write(context.Response, Verdict.NotTheEdge, assertion: null);
            return;
        }

        Verdict verdict = _isOpen ? await JudgeAsync(request, headers, context.RequestAborted) : Verdict.NotOpen;
        string? assertion = null;
        if (verdict == Verdict.Passes && !minter.TryMint(request.ForAssertion(headers), out assertion))
        {
            verdict = Verdict.Ambiguous;
            GateLog.Refused(logger, headers[EdgeHeaders.RequestId].ToString(), "NoCanonicalForm");
        }

        Write(context.Response, verdict, assertion);
    }

    private async ValueTask<Verdict> JudgeAsync(ClientRequest request, IHeaderDictionary headers, CancellationToken cancellationToken)
    {
        AuthorizationKind kind = BearerToken.Read(request.Authorization, out string token);
        if (kind != AuthorizationKind.Token)
        {
            return kind switch
            {
                AuthorizationKind.Malformed => Verdict.Malformed,
                AuthorizationKind.TooLarge => Verdict.TooLarge,
                _ => Verdict.Passes,
            };
        }

        TokenResult result = await tokens.ValidateBoundAsync(token, ClientCertificate.Sha256(headers), cancellationToken);
        if (result.IsValid)
        {
            return Verdict.Passes;
        }

        GateLog.Refused(logger, headers[EdgeHeaders.RequestId].ToString(), result.ToString());
        return result.Error == TokenError.KeysUnavailable ? Verdict.Unknown(result.RetryAfter) : Verdict.Refused;
    }

    // Whoever may ask can ask often: one line a minute, and the counter for the rest.
    private void Warn()
    {
        long now = clock.GetUtcNow().UtcTicks;
        long next = Volatile.Read(ref _nextWarning);
        if (now >= next && Interlocked.CompareExchange(ref _nextWarning, now + WarningInterval.Ticks, next) == next)
        {
            GateLog.NotTheEdge(logger);
        }
    }

    private void Write(HttpResponse response, Verdict verdict, string? assertion)
    {
        meter.Count(verdict);
        response.StatusCode = verdict.Status;
        if (assertion is not null)
        {
            response.Headers[HopAssertion.HeaderName] = assertion;
        }

        if (verdict.Challenge is { } challenge)
        {
            response.Headers.WWWAuthenticate = challenge;
        }

        if (verdict.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
