using System.Diagnostics.Metrics;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>Gives routing meters that no listener of the process sees.</summary>
internal sealed class SilentMeterFactory : IMeterFactory
{
    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options);
        meter.Dispose();
        return meter;
    }

    public void Dispose()
    {
    }
}
