using System.Collections;
using System.Collections.Concurrent;

namespace Microsoft.Azure.Functions.Worker;

internal sealed class InvocationFeatures : IInvocationFeatures
{
    private readonly ConcurrentDictionary<Type, object> _features = new();

    public void Set<T>(T instance) => _features[typeof(T)] = instance ?? throw new ArgumentNullException(nameof(instance));

    public T? Get<T>() => _features.TryGetValue(typeof(T), out var feature) ? (T)feature : default;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _features.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
