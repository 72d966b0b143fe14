using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using MeshFunctions.Headers;
using MeshFunctions.Headers.Certificates;

namespace MeshFunctions.Trust.Certificates;

/// <summary>One client whose certificate proves a hop: by SPIFFE id, by DNS name without wildcards, or by the certificate's own SHA-256.</summary>
internal readonly record struct AllowedClient
{
    private const string DnsPrefix = "dns:";
    private const string Sha256Prefix = "sha256:";
    private const int MaxDnsLength = 253;
    private const int MaxLabelLength = 63;

    private static readonly SearchValues<char> LabelCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private readonly SpiffeId _id;
    private readonly string? _dns;
    private readonly string? _sha256;

    private AllowedClient(SpiffeId id, string? dns, string? sha256)
    {
        _id = id;
        _dns = dns;
        _sha256 = sha256;
    }

    /// <summary>The more it says about a workload, the lower: which of several entries that a certificate fits names it.</summary>
    public int Rank => (_dns, _sha256) switch
    {
        (null, null) => 0,
        (_, null) => 1,
        _ => 2,
    };

    /// <summary>Reads <c>spiffe://…</c>, <c>dns:name</c> or <c>sha256:hex</c>, the latter two in any case; never throws.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out AllowedClient client)
    {
        client = default;
        if (text.StartsWith(DnsPrefix, StringComparison.Ordinal))
        {
            return TryParseDns(text[DnsPrefix.Length..], out client);
        }

        if (text.StartsWith(Sha256Prefix, StringComparison.Ordinal))
        {
            return TryParseSha256(text[Sha256Prefix.Length..], out client);
        }

        if (!SpiffeId.TryParse(text, out var id) || id.Path.Length == 0)
        {
            return false;
        }

        client = new AllowedClient(id, null, null);
        return true;
    }

    /// <summary>Whether the certificate is this client's.</summary>
    public bool Fits(CertificateNames names)
    {
        if (_sha256 is not null)
        {
            return string.Equals(_sha256, names.Sha256, StringComparison.Ordinal);
        }

        return _dns is null ? names.Spiffe == _id : names.Dns.Contains(_dns, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The entry as it is written in the configuration, names and digits in lower case.</summary>
    public override string ToString() => (_dns, _sha256) switch
    {
        (null, null) => _id.ToString(),
        (var dns, null) => DnsPrefix + dns,
        (_, var sha256) => Sha256Prefix + sha256,
    };

    private static bool TryParseDns(ReadOnlySpan<char> text, out AllowedClient client)
    {
        client = default;
        // Other letters have ASCII ones for their lower case.
        if (text.Length is 0 or > MaxDnsLength || !Ascii.IsValid(text))
        {
            return false;
        }

        Span<char> lower = stackalloc char[text.Length];
        text.ToLowerInvariant(lower);
        foreach (var label in ((ReadOnlySpan<char>)lower).Split('.'))
        {
            if (!IsLabel(lower[label]))
            {
                return false;
            }
        }

        client = new AllowedClient(default, lower.ToString(), null);
        return true;
    }

    private static bool IsLabel(ReadOnlySpan<char> label) =>
        label.Length is > 0 and <= MaxLabelLength && label[0] != '-' && label[^1] != '-' && !label.ContainsAnyExcept(LabelCharacters);

    private static bool TryParseSha256(ReadOnlySpan<char> text, out AllowedClient client)
    {
        client = default;
        Span<char> lower = stackalloc char[SHA256.HashSizeInBytes * 2];
        if (text.Length != lower.Length || !Ascii.IsValid(text))
        {
            return false;
        }

        text.ToLowerInvariant(lower);
        if (lower.ContainsAnyExcept(HexDigits))
        {
            return false;
        }

        client = new AllowedClient(default, null, lower.ToString());
        return true;
    }
}
