using Microsoft.Extensions.Primitives;

namespace MeshFunctions.Headers;

/// <summary>The header fields of a request as they arrived, whichever object of the worker holds them: unvalidated, names compared without regard to case.</summary>
internal interface IHeaderFields
{
    /// <summary>The field lines of that name in order; none where it is absent. In built-in HTTP mode the host has joined several lines with <c>,</c> already.</summary>
    StringValues Get(string name);

    /// <summary>Removes all lines of that name, so that nothing after this stage sees them.</summary>
    void Remove(string name);

    /// <summary>Hands every header that <paramref name="plan"/> names to <paramref name="sink"/>, in one pass.</summary>
    void CopyTo(HeaderPlan plan, IHeaderSink sink);
}
