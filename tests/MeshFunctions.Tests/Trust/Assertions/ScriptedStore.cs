using MeshFunctions.Trust.Assertions;

namespace MeshFunctions.Tests.Trust.Assertions;

/// <summary>A replay store that does as it is told and keeps what it was asked.</summary>
internal sealed class ScriptedStore : IReplayStore
{
    public Exception? Fails { get; set; }

    public bool Hangs { get; set; }

    public bool ListensToToken { get; set; } = true;

    public List<(string Key, DateTimeOffset Expires)> Keys { get; } = [];

    public async ValueTask<bool> TryAddAsync(string key, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        Keys.Add((key, expiresAt));
        if (Hangs)
        {
            await new TaskCompletionSource().Task.WaitAsync(ListensToToken ? cancellationToken : CancellationToken.None);
        }

        return Fails is null ? true : throw Fails;
    }
}
