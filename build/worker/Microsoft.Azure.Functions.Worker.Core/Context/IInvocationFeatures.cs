namespace Microsoft.Azure.Functions.Worker;

/// <summary>The typed features of one invocation.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1710", Justification = "The genuine name.")]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1716", Justification = "The genuine names.")]
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>Sets a feature.</summary>
    /// <typeparam name="T">The type under which it is found.</typeparam>
    /// <param name="instance">The feature.</param>
    void Set<T>(T instance);

    /// <summary>Reads a feature.</summary>
    /// <typeparam name="T">The type under which it was set.</typeparam>
    /// <returns>The feature, or null.</returns>
    T? Get<T>();
}
