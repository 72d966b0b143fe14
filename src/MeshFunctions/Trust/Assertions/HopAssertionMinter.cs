using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MeshFunctions.Tokens.Jws;
using MeshFunctions.Tokens.Keys;

namespace MeshFunctions.Trust.Assertions;

/// <summary>
/// The hop's side of <see cref="HopProof.SignedAssertion"/>: signs one assertion for one request. Make one for the process and share it; all members may be used
/// by several threads at once. It logs nothing, and neither it nor its request prints a key or a token.
/// </summary>
public sealed class HopAssertionMinter
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly InstancePool<ECDsa> _keys;
    private readonly JwsAlgorithm _algorithm;
    private readonly string _header;
    private readonly string _issuer;
    private readonly long _lifetime;
    private readonly string[] _names;
    private readonly TimeProvider _clock;

    /// <summary>Makes a minter.</summary>
    /// <param name="key">A private key on P-256, P-384 or P-521, from which the algorithm follows (ES256, ES384, ES512). It is copied: dispose of yours when you like.</param>
    /// <param name="keyId">The <c>kid</c> that the app's <c>KeysFile</c> knows the public key by.</param>
    /// <param name="issuer">The hop's name, as the app's <c>Hops:{name}:Issuer</c> says.</param>
    /// <param name="lifetime">From <c>iat</c> to <c>exp</c>: 1 to 60 seconds, in whole seconds. Default: 30 seconds.</param>
    /// <param name="customHeaders">The identity headers that the app names itself, besides <see cref="HopAssertion.CoveredHeaders"/>. Default: none.</param>
    /// <param name="timeProvider">The clock; the system's where null.</param>
    /// <exception cref="ArgumentException">A name is empty, the lifetime is out of its range, or no algorithm goes with the key's curve.</exception>
    /// <exception cref="CryptographicException">The private key cannot be copied.</exception>
    public HopAssertionMinter(
        ECDsa key, string keyId, string issuer, TimeSpan? lifetime = null, IEnumerable<string>? customHeaders = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentException.ThrowIfNullOrEmpty(keyId);
        ArgumentException.ThrowIfNullOrEmpty(issuer);
        _lifetime = (long)(lifetime ?? TimeSpan.FromSeconds(30)).TotalSeconds;
        if (_lifetime < 1 || lifetime > HopAssertion.MaxLifetime)
        {
            throw new ArgumentOutOfRangeException(nameof(lifetime), lifetime, "An assertion lives for 1 to 60 seconds.");
        }

        var parameters = key.ExportParameters(includePrivateParameters: true);
        _algorithm = JwsAlgorithm.ForAssertionsBy(parameters.Curve)
            ?? throw new ArgumentException("The key is on none of the curves P-256, P-384 and P-521.", nameof(key));
        _keys = new InstancePool<ECDsa>(() => ECDsa.Create(parameters));
        _issuer = issuer;
        _names = CoveredHeaderNames.With(customHeaders ?? []);
        _clock = timeProvider ?? TimeProvider.System;
        _header = Header(_algorithm.Name, keyId);
    }

    /// <summary>Mints the assertion for one request; each call makes another <c>jti</c>.</summary>
    /// <param name="request">The request as it is going to be sent.</param>
    /// <param name="assertion">The value for the header <c>Mesh-Hop-Assertion</c>.</param>
    /// <returns>
    /// False where the request has no canonical form, so that no app would accept the assertion: a path with dot segments, a backslash or <c>%25</c>, a query without its <c>?</c>, a covered
    /// header with an empty value, a subject that is not 1 to 256 visible ASCII characters, or anything that cannot be sent; or where the assertion would be longer than the 8,192 characters
    /// that an app reads, as it is for paths of some 5,000. Refuse such a request.
    /// </returns>
    public bool TryMint(HopAssertionRequest request, [NotNullWhen(true)] out string? assertion)
    {
        ArgumentNullException.ThrowIfNull(request);
        assertion = null;
        if (request.Path.Length > CanonicalTarget.MaxLength || request.Query is not ("" or ['?', ..]) || !IsMethod(request.Method) || !IsSubject(request.Subject))
        {
            return false;
        }

        var path = ArrayPool<byte>.Shared.Rent(CanonicalTarget.BufferLength(request.Path.Length));
        Span<byte> digestBuffer = stackalloc byte[RequestDigests.BufferLength];
        var bound = CanonicalTarget.TryWritePath(request.Path, path, out var pathLength)
            & RequestDigests.TryCompute(request.Query, request.Authorization, _names, request.Header, digestBuffer, out var digests);
        if (bound)
        {
            assertion = Sign($"{_header}.{Base64Url.EncodeToString(Payload(request, path.AsSpan(0, pathLength), digests))}");
        }

        ArrayPool<byte>.Shared.Return(path);
        assertion = assertion?.Length <= AssertionVerifier.MaxLength ? assertion : null;
        return assertion is not null;
    }

    private static bool IsMethod(string method) => method.Length is > 0 and <= RequestClaims.MaxMethodLength && !method.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static bool IsSubject(string? subject) =>
        subject is null
        || (subject.Length is > 0 and <= AssertionClaims.MaxSubjectLength && !subject.AsSpan().ContainsAnyExceptInRange('!', '~') && !subject.AsSpan().ContainsAny('"', '\\'));

    private static string Header(string algorithm, string keyId)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteString("alg"u8, algorithm);
            json.WriteString("kid"u8, keyId);
            json.WriteString("typ"u8, HopAssertion.Type);
            json.WriteEndObject();
        }

        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }

    private ReadOnlySpan<byte> Payload(HopAssertionRequest request, ReadOnlySpan<byte> path, RequestDigests digests)
    {
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, Plain);
        json.WriteStartObject();
        json.WriteString("iss"u8, _issuer);
        json.WriteString("aud"u8, request.Audience);
        if (request.Subject is not null)
        {
            json.WriteString("sub"u8, request.Subject);
        }

        json.WriteNumber("iat"u8, now);
        json.WriteNumber("exp"u8, now + _lifetime);
        json.WriteString("jti"u8, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)));
        json.WriteString("htm"u8, request.Method);
        json.WriteString("htu"u8, path);
        json.WriteString("htq"u8, digests.Query);
        json.WriteString("ath"u8, digests.Authorization);
        json.WriteNumber("hdv"u8, HopAssertion.HeadersVersion);
        json.WriteString("hdh"u8, digests.Headers);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan;
    }

    private string Sign(string input)
    {
        var key = _keys.Rent();
        var signature = key.SignData(Encoding.ASCII.GetBytes(input), _algorithm.Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        _keys.Return(key);
        return $"{input}.{Base64Url.EncodeToString(signature)}";
    }
}
