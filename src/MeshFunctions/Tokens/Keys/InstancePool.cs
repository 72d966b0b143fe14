using System.Security.Cryptography;

namespace MeshFunctions.Tokens.Keys;

/// <summary>
/// Instances of one key, one for each thread that is at work: the platform promises nothing for an instance that two threads use.
/// An instance that throws is not given back.
/// </summary>
internal sealed class InstancePool<T>(Func<T> create)
    where T : AsymmetricAlgorithm
{
    private readonly T?[] _spare = new T?[Math.Clamp(Environment.ProcessorCount, 2, 64)];

    public T Rent()
    {
        var first = Thread.GetCurrentProcessorId();
        for (var i = 0; i < _spare.Length; i++)
        {
            ref var slot = ref _spare[(uint)(first + i) % (uint)_spare.Length];
            if (Volatile.Read(ref slot) is not null && Interlocked.Exchange(ref slot, null) is { } instance)
            {
                return instance;
            }
        }

        return create();
    }

    public void Return(T instance)
    {
        var first = Thread.GetCurrentProcessorId();
        for (var i = 0; i < _spare.Length; i++)
        {
            if (Interlocked.CompareExchange(ref _spare[(uint)(first + i) % (uint)_spare.Length], instance, null) is null)
            {
                return;
            }
        }

        instance.Dispose();
    }
}
