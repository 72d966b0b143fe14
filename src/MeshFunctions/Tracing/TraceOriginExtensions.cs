namespace MeshFunctions.Tracing;

/// <summary>Names of trace origins as they appear in answers and logs.</summary>
public static class TraceOriginExtensions
{
    /// <summary>The stable lower-case name.</summary>
    /// <param name="origin">The origin.</param>
    /// <returns><c>new</c>, <c>w3c</c>, <c>b3</c>, <c>xray</c>, <c>request-id</c> or <c>message</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public static string ToWireName(this TraceOrigin origin) => origin switch
    {
        TraceOrigin.New => "new",
        TraceOrigin.W3C => "w3c",
        TraceOrigin.B3 => "b3",
        TraceOrigin.XRay => "xray",
        TraceOrigin.RequestId => "request-id",
        TraceOrigin.Message => "message",
        _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "There is no such origin."),
    };
}
