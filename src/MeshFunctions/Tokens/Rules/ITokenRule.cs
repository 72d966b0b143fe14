namespace MeshFunctions.Tokens.Rules;

/// <summary>One check of a token's header and claims, with one error of its own. Rules look at text only; no key is involved.</summary>
internal interface ITokenRule
{
    /// <summary>Returns <see cref="TokenError.None"/> when the token passes.</summary>
    TokenError Check(in TokenView token);
}
