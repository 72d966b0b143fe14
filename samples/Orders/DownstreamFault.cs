namespace Orders;

/// <summary>How a call to another service failed.</summary>
public enum DownstreamFault
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>There is no such thing.</summary>
    NotFound,

    /// <summary>It cannot be done as things stand.</summary>
    Conflict,

    /// <summary>The service answered, but not as it should.</summary>
    Refused,

    /// <summary>There was no answer, or one that says to come back later.</summary>
    Unavailable,
}
