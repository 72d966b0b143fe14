namespace MeshFunctions.Identity.Transactions;

/// <summary>
/// The transaction of the invocation that the current asynchronous flow belongs to, for as long as the invocation runs: what was begun there and outlives it (a loop of a service that is made
/// on first use) has no transaction any more. While the invocation runs, work that was begun in its flow has it, whomever that work is for: what serves several invocations
/// is to be begun under <see cref="ExecutionContext.SuppressFlow"/>. One per service provider.
/// </summary>
internal sealed class TransactionAccessor
{
    private readonly AsyncLocal<Scope?> _current = new();

    public Transaction? Current => _current.Value?.Transaction;

    /// <summary>Sets the transaction, or that there is none, until the scope ends.</summary>
    public Scope? Begin(Transaction? transaction) => _current.Value = transaction is null ? null : new Scope(transaction);

    /// <summary>What all flows of an invocation share.</summary>
    internal sealed class Scope(Transaction transaction) : IDisposable
    {
        private volatile Transaction? _transaction = transaction;

        public Transaction? Transaction => _transaction;

        public void Dispose() => _transaction = null;
    }
}
