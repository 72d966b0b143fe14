using Microsoft.Extensions.Primitives;

namespace MeshFunctions.Trust.Assertions;

/// <summary>The request for which an assertion is minted, exactly as the hop is going to send it to the app. Prints none of it.</summary>
public sealed class HopAssertionRequest
{
    /// <summary>The app that the request is for, as its <c>MeshFunctions:Hops:{name}:Audience</c> says.</summary>
    public required string Audience { get; init; }

    /// <summary>The method, such as <c>GET</c>, in the case in which it is sent.</summary>
    public required string Method { get; init; }

    /// <summary>The absolute path as in the request line, escaped, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>The query as in the request line, with its <c>?</c>; empty where there is none. Default: none.</summary>
    public string Query { get; init; } = "";

    /// <summary>The value of <c>Authorization</c> that is sent. Default: none is.</summary>
    public string? Authorization { get; init; }

    /// <summary>
    /// The values of a header that is sent, by its lower-case name; no value where the request does not have it. Asked once for each covered header.
    /// Default: no identity header is sent.
    /// </summary>
    public Func<string, StringValues> Header { get; init; } = static _ => StringValues.Empty;

    /// <summary>Who the hop says it is, for <see cref="HopTrust.Proven.Subject"/>: 1 to 256 visible ASCII characters. Default: nobody by name.</summary>
    public string? Subject { get; init; }
}
