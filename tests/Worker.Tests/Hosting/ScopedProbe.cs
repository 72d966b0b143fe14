namespace Worker.Tests.Hosting;

/// <summary>A scoped service that knows whether it was disposed of.</summary>
internal sealed class ScopedProbe : IDisposable
{
    public bool Disposed { get; private set; }

    public void Dispose() => Disposed = true;
}
