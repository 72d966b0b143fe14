using System.Text.RegularExpressions;

namespace Orders;

/// <summary>The body of <c>POST /api/orders</c>.</summary>
public sealed partial record OrderRequest(string Sku, int Quantity)
{
    public const int MaxQuantity = 1000;

    public bool IsValid => Quantity is >= 1 and <= MaxQuantity && SkuForm().IsMatch(Sku);

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SkuForm();
}
