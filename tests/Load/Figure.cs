using System.Globalization;

namespace Load;

/// <summary>One line of the table.</summary>
internal sealed record Figure(string What, string Measured, string Budget, bool Kept)
{
    public static IEnumerable<string> Table(IEnumerable<Figure> figures) =>
    [
        "| Whole processes | Measured | Budget | Verdict |",
        "|-----------------|---------:|--------|---------|",
        .. figures.Select(static figure => $"| {figure.What} | {figure.Measured} | {figure.Budget} | {(figure.Budget.Length == 0 ? "" : figure.Kept ? "pass" : "FAIL")} |"),
    ];

    /// <summary>So many milliseconds, for which there is no budget.</summary>
    public static Figure Of(string what, double milliseconds, string detail) => AtMost(what, milliseconds, double.PositiveInfinity, detail) with { Budget = "" };

    /// <summary>At most so many milliseconds.</summary>
    public static Figure AtMost(string what, double milliseconds, double budget, string detail) => new(
        what,
        string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms ({detail})"),
        string.Create(CultureInfo.InvariantCulture, $"≤ {budget:0} ms"),
        milliseconds <= budget);

    /// <summary>At least so much of the other.</summary>
    public static Figure AtLeast(string what, double ratio, double budget, string detail) => new(
        what,
        string.Create(CultureInfo.InvariantCulture, $"{ratio:0.000} ({detail})"),
        string.Create(CultureInfo.InvariantCulture, $"≥ {budget:0.00}"),
        ratio >= budget);
}
