using MeshFunctions.Authorization;
using MeshFunctions.Authorization.Decisions;
using MeshFunctions.Diagnostics;
using MeshFunctions.Trust;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Hosting;

/// <summary>One event per decision, category <c>MeshFunctions.Audit</c>: who, through what, on what, outcome, why.</summary>
internal sealed partial class AccessAudit(ILoggerFactory loggers)
{
    /// <summary>The log category.</summary>
    public const string Category = "MeshFunctions.Audit";

    private readonly ILogger _logger = loggers.CreateLogger(Category);

    public void Decided(MeshContext mesh, AccessDecision decision)
    {
        var level = decision.Outcome == AccessOutcome.Allowed ? LogLevel.Information : LogLevel.Warning;
        if (!_logger.IsEnabled(level))
        {
            return;
        }

        var hop = mesh.Hop switch
        {
            HopTrust.Proven proven => proven.Name,
            HopTrust.Unproven unproven => "unproven: " + unproven.Reason,
            _ => null,
        };
        var reason = LogText.Safe(decision.Reason);
        var peer = LogText.Safe(mesh.Peer?.Name);
        var caller = LogText.Safe(mesh.Caller?.Subject);
        var issuer = mesh.Caller?.Issuer;
        var transaction = LogText.Safe(mesh.Transaction?.Id);
        var vouched = mesh.Vouched.Count == 0 ? null : string.Join(", ", mesh.Vouched.Select(identity => identity.SourceName));
        AccessDecided(level, decision.Outcome, mesh.FunctionName, reason, hop, peer, vouched, caller, issuer, transaction, mesh.Lineage.TraceId);
    }

    [LoggerMessage(EventId = EventIds.AccessDecided, Message = "{Outcome} on {Function}: {Reason}; hop {Hop}, peer {Peer}, user vouched for by {Vouched}, caller {Caller} of {Issuer}, transaction {Transaction}, trace {TraceId}")]
    private partial void AccessDecided(
        LogLevel level, AccessOutcome outcome, string function, string? reason, string? hop, string? peer, string? vouched, string? caller, string? issuer, string? transaction, string traceId);
}
