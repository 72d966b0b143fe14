namespace Ledger;

/// <summary>What is booked, and the body of <c>POST /api/entries</c>: the id is the client's, so that an entry that is sent again is booked once.</summary>
public sealed record Entry(Guid Id, string Account, long Cents)
{
    public const int LongestAccount = 64;

    public bool IsValid => Id != Guid.Empty && Account.Length is > 0 and <= LongestAccount && Cents != 0;
}
