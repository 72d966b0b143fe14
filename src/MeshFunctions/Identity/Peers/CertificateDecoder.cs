namespace MeshFunctions.Identity.Peers;

/// <summary>Decodes a header's value to a certificate's DER bytes, whatever these are; never throws.</summary>
internal delegate bool CertificateDecoder(ReadOnlySpan<char> value, out byte[] der);
