using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace Worker.Tests.Hosting;

/// <summary>What the functions saw, and the gates at which they wait.</summary>
internal sealed class FunctionProbe
{
    public ConcurrentQueue<string> Events { get; } = new();

    public ConcurrentQueue<ScopedProbe> Scopes { get; } = new();

    public FunctionContext? Context { get; set; }

    public Activity? Activity { get; set; }

    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
