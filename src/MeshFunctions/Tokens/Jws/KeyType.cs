namespace MeshFunctions.Tokens.Jws;

/// <summary>Kinds of public keys (RFC 7518 §6.1).</summary>
internal enum KeyType
{
    Rsa,
    EllipticCurve,
}
