using System.Diagnostics.CodeAnalysis;

namespace MeshFunctions.Tokens;

/// <summary>What became of a token: either it is valid, or there is exactly one reason why not.</summary>
public sealed class TokenResult
{
    private static readonly TokenResult[] Refusals = [.. Enum.GetValues<TokenError>().Select(static error => new TokenResult(null, error, null))];

    private TokenResult(ValidatedToken? token, TokenError error, TimeSpan? retryAfter)
    {
        Token = token;
        Error = error;
        RetryAfter = retryAfter;
    }

    /// <summary>Whether the token was accepted.</summary>
    [MemberNotNullWhen(true, nameof(Token))]
    public bool IsValid => Token is not null;

    /// <summary>The accepted token; null when it was refused.</summary>
    public ValidatedToken? Token { get; }

    /// <summary>Why the token was refused; <see cref="TokenError.None"/> when it was accepted.</summary>
    public TokenError Error { get; }

    /// <summary>
    /// With <see cref="TokenError.KeysUnavailable"/>: how long to wait before another attempt can succeed, one second at least; null otherwise.
    /// </summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The outcome's name; never anything of the token.</summary>
    /// <returns><c>Valid</c>, or the name of the error.</returns>
    public override string ToString() => TokenErrorNames.Outcome(Error);

    internal static TokenResult Valid(ValidatedToken token) => new(token, TokenError.None, null);

    internal static TokenResult Refused(TokenError error) => Refusals[(int)error];

    internal static TokenResult Unavailable(TimeSpan retryAfter) => new(null, TokenError.KeysUnavailable, retryAfter);
}
