namespace MeshFunctions.Tokens.Keys;

/// <summary>Why a key of a key set is not used. A closed list: its names are metric labels.</summary>
internal enum KeyRefusal
{
    None = 0,
    Malformed,
    TypeNotSupported,
    UseNotAllowed,
    OtherIssuer,
    CurveNotSupported,
    SizeNotAllowed,
    ExponentNotAllowed,
    PointInvalid,
    DuplicateKeyId,
    TooMany,
}
