namespace MeshFunctions.Identity.Transactions;

/// <summary>What became of a request's transaction token.</summary>
/// <param name="Transaction">The transaction; null where there is no token, or none that is valid.</param>
/// <param name="RetryAfter">Set where the token could not be judged for want of its service's keys.</param>
internal readonly record struct TransactionResult(Transaction? Transaction, TimeSpan? RetryAfter);
