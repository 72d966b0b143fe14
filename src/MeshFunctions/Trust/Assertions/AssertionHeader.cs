using MeshFunctions.Tokens.Json;
using MeshFunctions.Tokens.Jws;

namespace MeshFunctions.Trust.Assertions;

/// <summary>The JOSE header of an assertion.</summary>
internal static class AssertionHeader
{
    /// <summary>Its algorithm; null where anything in the header is not as it must be. Keys that it may carry are not even looked at.</summary>
    public static JwsAlgorithm? Check(JsonObject header) =>
        header["typ"u8].Is("mesh-hop+jwt"u8)
        && header["kid"u8].IsText
        && !header["crit"u8].Exists && !header["b64"u8].Exists && !header["zip"u8].Exists
            ? JwsAlgorithm.FindForAssertion(header["alg"u8])
            : null;
}
