using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MeshFunctions.Headers;

namespace MeshFunctions.Tests.Headers;

/// <summary>Throw-away certificates with any names, and the one of the wire formats' document.</summary>
internal static class TestCertificates
{
    public const string DocumentedId = "spiffe://cluster.local/ns/pay/sa/web";

    public const string DocumentedSha256 = "18842bff6814555c6ff33464b7498ae73c101ea651352fcd6cb28b3b0026aa0d";

    public static readonly byte[] Documented = Convert.FromBase64String(
        "MIIBXjCCAQWgAwIBAgIBATAKBggqhkjOPQQDAjAOMQwwCgYDVQQDDAN3ZWIwIBcNMjYxMTIxMDczNjU5WhgPMjEyNjEwMjgwNzM2NTlaMA4xDDAKBgNVBAMMA3dlYjBZMBMGByqG"
        + "SM49AgEGCCqGSM49AwEHA0IABMpJdBgU905wk+w47WwAyNmPHvliC5eGGji24Pq84W3kWgcYwYD8MVEr/rvdMC21YyF4bsd4terLakhaPozjofKjUjBQMC8GA1UdEQQoMCaGJHNw"
        + "aWZmZTovL2NsdXN0ZXIubG9jYWwvbnMvcGF5L3NhL3dlYjAdBgNVHQ4EFgQUrfwJZQOxp8kAL59tQIoax1jIKk8wCgYIKoZIzj0EAwIDRwAwRAIgcYAfabfppMzy97bQKwBO91u8"
        + "TohXq0ZOjK9JQlVWXi4CIE2Ipqci50eGsuGdGiXRVeR4W+rhdHOHAKDt9st7hALS");

    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset End = new(2026, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A self-signed certificate that is valid in 2026, with these URI names as they are.</summary>
    public static byte[] WithUris(params string[] uris) => Make(Names(uris));

    public static byte[] Make(byte[]? names, params X509Extension[] others)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=web", key, HashAlgorithmName.SHA256);
        if (names is not null)
        {
            request.CertificateExtensions.Add(new X509Extension("2.5.29.17", names, critical: false));
        }

        foreach (var other in others)
        {
            request.CertificateExtensions.Add(other);
        }

        using var certificate = request.CreateSelfSigned(Start, End);
        return certificate.RawData;
    }

    /// <summary>A subject alternative name with a DNS name first and then these URIs.</summary>
    public static byte[] Names(params string[] uris)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteCharacterString(UniversalTagNumber.IA5String, "web.mesh.local", new Asn1Tag(TagClass.ContextSpecific, 2));
            foreach (var uri in uris)
            {
                writer.WriteCharacterString(UniversalTagNumber.IA5String, uri, new Asn1Tag(TagClass.ContextSpecific, 6));
            }
        }

        return writer.Encode();
    }

    public static string Escaped(byte[] der) => EscapedPem.Encode(der);
}
