using System.Runtime.InteropServices;
using Harness;

if (!DemoCommand.TryParse(args, out DemoCommand? command))
{
    await Console.Error.WriteLineAsync(DemoCommand.Usage);
    return 2;
}

using CancellationTokenSource interrupted = new();
int exitCode = 1;

// The signal only cancels; whatever was started is then stopped on the way out.
void OnSignal(PosixSignalContext signal)
{
    signal.Cancel = true;
    exitCode = signal.Signal switch { PosixSignal.SIGINT => 130, PosixSignal.SIGHUP => 129, _ => 143 };
    interrupted.Cancel();
}

using PosixSignalRegistration onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
using PosixSignalRegistration onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
using PosixSignalRegistration onHangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);

try
{
    return await new Demo(command, Console.Out, TimeProvider.System).RunAsync(interrupted.Token);
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("== interrupted; everything was stopped");
}
catch (Exception error) when (error is TimeoutException or InvalidOperationException or IOException or UnauthorizedAccessException or HttpRequestException)
{
    await Console.Error.WriteLineAsync($"== {error.Message}");
    await Console.Out.WriteLineAsync("0 passed, 1 failed");
}

return exitCode;
