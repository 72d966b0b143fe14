namespace MeshFunctions.Tracing;

/// <summary>The rules of <see cref="TracingOptions"/>.</summary>
internal static class TracingOptionsValidator
{
    public static void Validate(TracingOptions options, string path, ICollection<string> errors)
    {
        TraceFormats.Validate(options.Formats, TraceFormats.Inbound, $"{path}:Formats", errors);
        TraceFormats.Validate(options.Response, Enum.GetValues<TraceResponseHeader>(), $"{path}:Response", errors);
    }
}
