using System.Buffers;
using System.Text;
using MeshFunctions.Headers;
using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Trust.Assertions;

/// <summary>The claims of an assertion that bind it to one request (T04).</summary>
internal static class RequestClaims
{
    /// <summary>Longest method.</summary>
    public const int MaxMethodLength = 64;

    /// <summary>Why the claims do not fit the request; null where they do.</summary>
    public static UnprovenReason? Check(JsonObject payload, in TrustRequest request, ReadOnlySpan<string> coveredNames)
    {
        if (payload["hdv"u8] is not { Kind: JsonKind.Number } version || !version.Raw.SequenceEqual("1"u8))
        {
            return UnprovenReason.ProofInvalid;
        }

        var authorization = request.Fields.Get(MeshHeaderNames.Authorization);
        Span<byte> buffer = stackalloc byte[RequestDigests.BufferLength];
        return authorization.Count <= 1
            && request.Target.Read() is { } target
            && IsMethod(payload["htm"u8], request.Method)
            && IsPath(payload["htu"u8], target.Path)
            && RequestDigests.TryCompute(target.Query, authorization.ToString(), coveredNames, request.Fields.Get, buffer, out var digests)
            && payload["htq"u8].Is(digests.Query)
            && payload["ath"u8].Is(digests.Authorization)
            && payload["hdh"u8].Is(digests.Headers)
                ? null
                : UnprovenReason.AssertionMismatch;
    }

    private static bool IsMethod(JsonValue claim, string method)
    {
        Span<byte> text = stackalloc byte[MaxMethodLength];
        return method.Length is > 0 and <= MaxMethodLength
            && Ascii.FromUtf16(method, text, out var length) == OperationStatus.Done
            && claim.Is(text[..length]);
    }

    private static bool IsPath(JsonValue claim, string path)
    {
        if (path.Length > CanonicalTarget.MaxLength)
        {
            return false;
        }

        var rented = ArrayPool<byte>.Shared.Rent(CanonicalTarget.BufferLength(path.Length));
        var same = CanonicalTarget.TryWritePath(path, rented, out var length) && claim.Is(rented.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(rented);
        return same;
    }
}
