using System.Collections.Immutable;
using MeshFunctions.Headers;

namespace MeshFunctions.Identity.Vouched;

/// <summary>What the sources of user claims of a request came to.</summary>
/// <param name="Identities">One for each source that named somebody validly.</param>
/// <param name="Fault">Set where there are more claims than a source may make: the request is refused.</param>
internal readonly record struct VouchedResult(ImmutableArray<VouchedIdentity> Identities, HeaderFault? Fault)
{
    public static readonly VouchedResult None = new([], null);
}
