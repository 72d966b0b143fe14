namespace MeshFunctions.Tokens;

/// <summary>What an <c>Authorization</c> header holds.</summary>
internal enum BearerOutcome
{
    /// <summary>There is no header, or it is empty: nobody is named.</summary>
    None = 0,

    /// <summary>Credentials of another scheme: nobody is named, as far as we are concerned.</summary>
    OtherScheme,

    /// <summary>A bearer header that is not RFC 6750's: 400 <c>invalid_request</c>.</summary>
    Malformed,

    /// <summary>Exactly one token.</summary>
    Token,
}
