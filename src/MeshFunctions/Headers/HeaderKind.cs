namespace MeshFunctions.Headers;

/// <summary>What a header is for, which decides who may read it and what a repetition means.</summary>
internal enum HeaderKind
{
    /// <summary>The caller's own credential: a repetition fails the request.</summary>
    Credential,

    /// <summary>Proof of a hop: a repetition fails the request.</summary>
    Proof,

    /// <summary>Trace and correlation: never fails a request.</summary>
    Trace,

    /// <summary>Identity for which a hop vouches: exists only for the holder of an <see cref="IHeaderGrant"/>.</summary>
    Identity,
}
