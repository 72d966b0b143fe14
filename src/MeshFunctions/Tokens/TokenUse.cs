namespace MeshFunctions.Tokens;

/// <summary>What a token is shown for. Its issuers, their keys and rules are apart: no token has two uses (RFC 8725 §3.12).</summary>
internal enum TokenUse
{
    /// <summary>As the credential of a caller, in <c>Authorization</c>.</summary>
    Access,

    /// <summary>As the transaction of a chain of calls, in <c>Txn-Token</c>: issuers of <see cref="IssuerKind.Transaction"/> and no other.</summary>
    Transaction,
}
