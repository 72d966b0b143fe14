namespace MeshFunctions.Headers;

/// <summary>The right to read identity headers. Implemented by a proven hop only, which no code outside the trust stage can make.</summary>
internal interface IHeaderGrant
{
    /// <summary>Whether the hop is configured to set this header.</summary>
    bool Covers(HeaderRule rule);
}
