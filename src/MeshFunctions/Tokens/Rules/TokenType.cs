using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens.Rules;

/// <summary>What the header's <c>typ</c> says (RFC 7515 §4.1.9); media types know no case.</summary>
internal enum TokenType
{
    /// <summary>There is no <c>typ</c>.</summary>
    Absent,

    /// <summary><c>JWT</c>.</summary>
    Jwt,

    /// <summary><c>JOSE</c> (RFC 7515 §4.1.9).</summary>
    Jose,

    /// <summary><c>at+jwt</c> or <c>application/at+jwt</c> (RFC 9068 §2.1).</summary>
    AccessToken,

    /// <summary><c>txntoken+jwt</c> or <c>application/txntoken+jwt</c> (draft-ietf-oauth-transaction-tokens "JWT Header").</summary>
    Transaction,

    /// <summary>Anything else.</summary>
    Other,
}
