namespace Gatekeeper;

/// <summary>What an <c>Authorization</c> header holds.</summary>
internal enum AuthorizationKind
{
    /// <summary>Nothing, or credentials of another scheme: for the app to judge.</summary>
    NoToken,

    /// <summary>A bearer header that is not RFC 6750's.</summary>
    Malformed,

    /// <summary>More than any app of the mesh reads.</summary>
    TooLarge,

    /// <summary>Exactly one token.</summary>
    Token,
}
