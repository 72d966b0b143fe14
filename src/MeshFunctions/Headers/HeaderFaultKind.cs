namespace MeshFunctions.Headers;

/// <summary>Why a request is refused for its headers alone.</summary>
internal enum HeaderFaultKind
{
    /// <summary>A header that may occur once occurs twice: 400.</summary>
    Repeated,

    /// <summary>A value over 16 KiB, or all that are read over 32 KiB: 431.</summary>
    TooLarge,
}
