namespace MeshFunctions.Tokens.Rules;

/// <summary>A JWT-SVID's header has <c>alg</c>, <c>kid</c> and <c>typ</c> and nothing else; <c>typ</c> is <c>JWT</c> or <c>JOSE</c> (SPIFFE JWT-SVID §2).</summary>
internal sealed class SvidHeaderRule : ITokenRule
{
    public TokenError Check(in TokenView token)
    {
        if (token.Type is not (TokenType.Absent or TokenType.Jwt or TokenType.Jose))
        {
            return TokenError.TypeNotAllowed;
        }

        for (var index = 0; index < token.Header.Count; index++)
        {
            var name = token.Header.Name(index);
            if (!name.Is("alg"u8) && !name.Is("kid"u8) && !name.Is("typ"u8))
            {
                return TokenError.HeaderNotSupported;
            }
        }

        return TokenError.None;
    }
}
