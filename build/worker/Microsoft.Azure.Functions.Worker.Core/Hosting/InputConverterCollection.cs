using System.Collections;
using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The types of the input converters, in the order in which they are asked.</summary>
public sealed class InputConverterCollection : IEnumerable<Type>
{
    private readonly List<Type> _types = [];

    /// <summary>Adds a converter at the end.</summary>
    /// <typeparam name="T">The converter.</typeparam>
    public void Register<T>()
        where T : IInputConverter => _types.Add(typeof(T));

    /// <summary>Adds a converter at a place.</summary>
    /// <typeparam name="T">The converter.</typeparam>
    /// <param name="index">The place, from 0.</param>
    public void RegisterAt<T>(int index)
        where T : IInputConverter => _types.Insert(index, typeof(T));

    /// <summary>Removes all converters.</summary>
    public void Clear() => _types.Clear();

    /// <inheritdoc />
    public IEnumerator<Type> GetEnumerator() => _types.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
