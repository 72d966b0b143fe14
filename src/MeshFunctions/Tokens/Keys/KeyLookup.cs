using System.Runtime.InteropServices;

namespace MeshFunctions.Tokens.Keys;

/// <summary>What an issuer says of a <c>kid</c>: a key, a refresh to wait for before asking again, or an error.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct KeyLookup(VerificationKey? Key, Task? Refresh, TokenError Error, TimeSpan RetryAfter)
{
    public static KeyLookup Unknown => new(null, null, TokenError.KeyUnknown, default);

    public static KeyLookup Found(VerificationKey key) => new(key, null, TokenError.None, default);

    public static KeyLookup WaitFor(Task refresh) => new(null, refresh, TokenError.KeysUnavailable, TimeSpan.FromSeconds(1));

    public static KeyLookup Unavailable(TimeSpan retryAfter) => new(null, null, TokenError.KeysUnavailable, retryAfter);
}
