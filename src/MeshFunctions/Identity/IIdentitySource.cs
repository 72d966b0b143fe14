using MeshFunctions.Headers;

namespace MeshFunctions.Identity;

/// <summary>
/// A source of vouched user claims of the app's own: it reads headers that a proxy of theirs sets, such as oauth2-proxy's. Register it with
/// <c>services.AddSingleton&lt;IIdentitySource, …&gt;()</c> and name it in <c>MeshFunctions:Hops:{name}:Sources</c> of each hop that sets those headers.
/// </summary>
/// <remarks>
/// It is called only for requests of a proven hop that lists it, and gets nothing but the headers it declares. It makes vouched claims only, never a peer: a
/// peer is a workload, which the mesh proves by forms that the library knows. It is made before the options of MeshFunctions are, so it must not ask for them.
/// </remarks>
public interface IIdentitySource
{
    /// <summary>Its name, unique in the app, 1 to 64 letters, digits and hyphens; compared ordinally. Always the same.</summary>
    string Name { get; }

    /// <summary>The headers that it reads; at least one, read once at start. None that means something already: credentials, proofs, keys, trace context, identity families of the library.</summary>
    IReadOnlyList<CustomHeader> Headers { get; }

    /// <summary>
    /// Reads the claims; called concurrently. An exception makes the identity invalid, as <see cref="IdentityReading.Invalid"/> does; it is counted and never
    /// fails the request.
    /// </summary>
    /// <param name="headers">The values of <see cref="Headers"/> in this request.</param>
    /// <returns>What they say.</returns>
    IdentityReading Read(IdentityHeaders headers);
}
