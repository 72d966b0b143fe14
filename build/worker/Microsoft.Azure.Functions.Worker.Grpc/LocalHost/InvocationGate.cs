namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>Counts the requests that run, refuses new ones once the app stops, and says when the last has ended.</summary>
internal sealed class InvocationGate
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private bool _closed;

    public Task Idle => _idle.Task;

    public bool TryEnter()
    {
        lock (_lock)
        {
            if (_closed)
            {
                return false;
            }

            _running++;
            return true;
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            _running--;
            Settle();
        }
    }

    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            Settle();
        }
    }

    private void Settle()
    {
        if (_closed && _running == 0)
        {
            _idle.TrySetResult();
        }
    }
}
