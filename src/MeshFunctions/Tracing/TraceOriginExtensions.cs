namespace MeshFunctions.Tracing;

/// <summary>Names of trace origins as they appear in answers and logs.</summary>
public static class TraceOriginExtensions
{
    /// <summary>The stable lower-case name.</summary>
    /// <param name="origin">The origin.</param>
    /// <returns><c>new</c> or <c>w3c</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public static string ToWireName(this TraceOrigin origin) => origin switch
    {
        TraceOrigin.New => "new",
        TraceOrigin.W3C => "w3c",
        _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "There is no such origin."),
    };
}
