namespace Ledger;

/// <summary>What is booked, and the body of <c>POST /api/entries</c>: the id is the client's, so that an entry that is sent again is booked once.</summary>
public sealed record Entry(Guid Id, string Account, long Cents)
{
    public const int LongestAccount = 64;

    public bool IsValid => Id != Guid.Empty && IsAccount(Account) && Cents != 0;

    /// <summary>Whether an account may have that name: what the database would refuse for good is not worth sending again.</summary>
    public static bool IsAccount(string? name) => name is { Length: > 0 and <= LongestAccount } && !name.Any(char.IsControl);
}
