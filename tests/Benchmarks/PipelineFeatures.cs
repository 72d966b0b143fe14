using System.Collections;
using Microsoft.Azure.Functions.Worker;

namespace Benchmarks;

/// <summary>The features of one invocation, in a dictionary as the worker's are.</summary>
internal sealed class PipelineFeatures : IInvocationFeatures
{
    private readonly Dictionary<Type, object> _features = [];

    public void Set<T>(T instance) => _features[typeof(T)] = instance!;

    public T? Get<T>() => _features.TryGetValue(typeof(T), out var feature) ? (T)feature : default;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _features.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
