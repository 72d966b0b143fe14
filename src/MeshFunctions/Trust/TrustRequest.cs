using System.Security.Cryptography.X509Certificates;
using MeshFunctions.Headers;

namespace MeshFunctions.Trust;

/// <summary>What a proof may look at: the request as it arrived, before anything in it is believed.</summary>
/// <param name="Headers">The planned headers.</param>
/// <param name="Fields">All header fields, for proofs that bind a request as a whole. Never a source of identity.</param>
/// <param name="Method">The request method, as sent.</param>
/// <param name="Target">Path and query.</param>
/// <param name="ConnectionCertificate">The certificate of the client at the other end of Kestrel's own TLS connection; integration mode only.</param>
internal readonly record struct TrustRequest(
    RequestHeaders Headers, IHeaderFields Fields, string Method, IRequestTarget Target, X509Certificate2? ConnectionCertificate);
