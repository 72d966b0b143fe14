using System.Net;
using Ledger.Database;
using MeshFunctions.Authorization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using SampleDiagnostics;

namespace Ledger;

/// <summary><c>GET /api/accounts/{account}</c>: an account's balance, for Orders' workload.</summary>
public sealed class GetBalance(Accounts accounts)
{
    [Function("GetBalance")]
    [Authorize(Roles = "Entries.Read")]
    [RequirePeer("spiffe://mesh.local/ns/shop/sa/orders")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "accounts/{account}")] HttpRequestData request,
        string account,
        CancellationToken cancellationToken)
    {
        if (!Entry.IsAccount(account))
        {
            return await request.ProblemAsync(HttpStatusCode.NotFound, "No such account", "There is no entry for that account.");
        }

        try
        {
            return await accounts.BalanceAsync(account, cancellationToken) is { } cents
                ? await request.JsonAsync(HttpStatusCode.OK, new { account, cents })
                : await request.ProblemAsync(HttpStatusCode.NotFound, "No such account", "There is no entry for that account.");
        }
        catch (Exception failure) when (LedgerDatabase.IsUnavailable(failure))
        {
            return await request.ProblemAsync(HttpStatusCode.ServiceUnavailable, "No database", "Try again.");
        }
    }
}
