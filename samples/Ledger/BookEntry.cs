using System.Net;
using Ledger.Database;
using MeshFunctions.Authorization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using SampleDiagnostics;

namespace Ledger;

/// <summary><c>POST /api/entries</c>: books an entry, for Orders' workload and with a token of its own only.</summary>
public sealed class BookEntry(Accounts accounts)
{
    [Function("BookEntry")]
    [Authorize(Roles = "Entries.Write")]
    [RequirePeer("spiffe://mesh.local/ns/shop/sa/orders")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "entries")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        if (await request.ReadJsonAsync<Entry>() is not { IsValid: true } entry)
        {
            return await request.ProblemAsync(HttpStatusCode.BadRequest, "Not an entry", $"Send JSON with id, account (up to {Entry.LongestAccount} characters) and cents.");
        }

        try
        {
            return await accounts.BookAsync(entry, cancellationToken) switch
            {
                Booking.New => await request.JsonAsync(HttpStatusCode.Created, entry),
                Booking.Same => await request.JsonAsync(HttpStatusCode.OK, entry),
                _ => await request.ProblemAsync(HttpStatusCode.Conflict, "Another entry has this id", "Nothing was booked. Send the entry with an id of its own."),
            };
        }
        catch (Exception failure) when (LedgerDatabase.IsUnavailable(failure))
        {
            return await request.ProblemAsync(HttpStatusCode.ServiceUnavailable, "No database", "Send the entry again, with the same id.");
        }
    }
}
