namespace Inventory;

/// <summary>What became of a wish to take something.</summary>
public enum StockOutcome
{
    /// <summary>It was taken.</summary>
    Taken,

    /// <summary>There is no such thing.</summary>
    Unknown,

    /// <summary>There is not enough of it; nothing was taken.</summary>
    TooFew,
}
