using OpenTelemetry.Context.Propagation;

namespace MeshFunctions.Tracing;

/// <summary>What propagators read from a carrier that may hold anything.</summary>
internal static class CarrierValues
{
    /// <summary>Whether there is a valid context already.</summary>
    public static bool IsSettled(PropagationContext context) => context.ActivityContext.TraceId != default && context.ActivityContext.SpanId != default;

    /// <summary>The first value; null where there is none.</summary>
    public static string? First<T>(T carrier, string name, Func<T, string, IEnumerable<string>?> getter)
    {
        switch (getter(carrier, name))
        {
            case null:
                return null;
            case IReadOnlyList<string?> list:
                return list.Count > 0 ? list[0] : null;
            case var values:
                foreach (var value in values)
                {
                    return value;
                }

                return null;
        }
    }

    /// <summary>The value where there is exactly one; null where there is none, or several.</summary>
    public static string? Only<T>(T carrier, string name, Func<T, string, IEnumerable<string>?> getter)
    {
        string? only = null;
        foreach (var value in getter(carrier, name) ?? [])
        {
            if (only is not null)
            {
                return null;
            }

            only = value;
        }

        return only;
    }
}
