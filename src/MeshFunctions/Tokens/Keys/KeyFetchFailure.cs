namespace MeshFunctions.Tokens.Keys;

/// <summary>Why an issuer's keys could not be fetched. A closed list: its names are log values.</summary>
internal enum KeyFetchFailure
{
    None = 0,
    Unreachable,
    TimedOut,
    BadStatus,
    Redirected,
    TooLarge,
    CaFileUnreadable,
    DiscoveryMalformed,
    IssuerDiffers,
    KeysAddressNotAllowed,
    NoUsableKeys,
    NoKeys,
    FileUnreadable,
    TokenFileUnreadable,
}
