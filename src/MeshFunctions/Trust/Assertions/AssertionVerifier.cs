using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using MeshFunctions.Headers;
using MeshFunctions.Tokens;
using MeshFunctions.Tokens.Json;
using MeshFunctions.Tokens.Jws;
using MeshFunctions.Tokens.Keys;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Trust.Assertions;

/// <summary>Judges an assertion against the request that carries it: what is cheap first, its signature last, by exactly one key. Never throws.</summary>
internal sealed class AssertionVerifier(AssertionHop[] hops, string[] coveredNames, TimeProvider clock, ILogger logger)
{
    /// <summary>The longest assertion that is looked at, in characters.</summary>
    public const int MaxLength = 8 * 1024;

    private static readonly AssertionFinding Invalid = AssertionFinding.Against(UnprovenReason.ProofInvalid);

    private int _complained;

    public AssertionFinding Verify(string assertion, in TrustRequest request)
    {
        if (assertion.Length is 0 or > MaxLength)
        {
            return Invalid;
        }

        var length = CompactJws.BufferLength(assertion.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            return CompactJws.TryDecode(assertion, buffer, out var jws) == TokenError.None ? Verify(jws, buffer, request) : Invalid;
        }
        finally
        {
            // It is a credential until it has expired.
            buffer.AsSpan(0, length).Clear();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private AssertionFinding Verify(in CompactJws jws, byte[] buffer, in TrustRequest request)
    {
        if (!StrictJson.TryReadObject(buffer.AsSpan(jws.Header), out var header))
        {
            return Invalid;
        }

        if (!StrictJson.TryReadObject(buffer.AsSpan(jws.Payload), out var payload))
        {
            header.Dispose();
            return Invalid;
        }

        try
        {
            return AssertionHeader.Check(header) is { } algorithm && FindHop(payload["iss"u8]) is { } hop
                ? Verify(hop, algorithm, header, payload, jws, buffer, request)
                : Invalid;
        }
        finally
        {
            header.Dispose();
            payload.Dispose();
        }
    }

    private AssertionFinding Verify(
        AssertionHop hop, JwsAlgorithm algorithm, JsonObject header, JsonObject payload, in CompactJws jws, byte[] buffer, in TrustRequest request)
    {
        var refusal = AssertionClaims.Check(payload, hop, (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds, out var issued, out var expires)
            ?? RequestClaims.Check(payload, request, coveredNames);
        if (refusal is { } reason)
        {
            return AssertionFinding.Against(reason);
        }

        if (hop.Keys.Current() is not { } keys)
        {
            return AssertionFinding.Against(UnprovenReason.KeyUnavailable);
        }

        var kid = header["kid"u8];
        return keys.Find(kid.Escaped ? kid.GetBytes() : kid.Raw) is { } key
            && key.Verify(algorithm, buffer.AsSpan(0, jws.SigningInputLength), buffer.AsSpan(jws.Signature))
            && IsOwn(key, hop)
                ? new AssertionFinding(null, hop.Proven(payload["sub"u8]), hop.OneTime ? ReplayKey(hop, payload["jti"u8].Raw) : null, issued, expires)
                : Invalid;
    }

    /// <summary>Whoever holds a key that two hops have could sign as either: it proves neither.</summary>
    private bool IsOwn(VerificationKey key, AssertionHop owner)
    {
        foreach (var hop in hops)
        {
            if (!ReferenceEquals(hop, owner) && hop.Keys.Current()?.Holds(key) == true)
            {
                if (Interlocked.Exchange(ref _complained, 1) == 0)
                {
                    TrustLog.HopKeyShared(logger, owner.Name, hop.Name);
                }

                return false;
            }
        }

        return true;
    }

    /// <summary>The one hop that is configured with exactly this issuer.</summary>
    private AssertionHop? FindHop(JsonValue issuer)
    {
        foreach (var hop in hops)
        {
            if (hop.IsIssuer(issuer))
            {
                return hop;
            }
        }

        return null;
    }

    /// <summary>From issuer and <c>jti</c>, never from the signature: ECDSA has two signatures for one (T24).</summary>
    private static string ReplayKey(AssertionHop hop, ReadOnlySpan<byte> id)
    {
        Span<byte> hashes = stackalloc byte[2 * SHA256.HashSizeInBytes];
        _ = SHA256.HashData(hop.IssuerName, hashes);
        _ = SHA256.HashData(id, hashes[SHA256.HashSizeInBytes..]);
        return Base64Url.EncodeToString(SHA256.HashData(hashes));
    }
}
