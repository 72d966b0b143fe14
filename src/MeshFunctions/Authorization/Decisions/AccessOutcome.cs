namespace MeshFunctions.Authorization.Decisions;

/// <summary>The closed set of decisions; the names are metric labels.</summary>
internal enum AccessOutcome
{
    /// <summary>The function runs.</summary>
    Allowed = 0,

    /// <summary>Nobody is known, where somebody is demanded: 401.</summary>
    Unauthenticated = 1,

    /// <summary>Somebody is known, who may not: 403.</summary>
    Forbidden = 2,

    /// <summary>The keys or secrets that would tell who calls cannot be had: 503.</summary>
    Unavailable = 3,

    /// <summary>The function runs, though a policy in shadow mode would have denied.</summary>
    WouldDeny = 4,

    /// <summary>The request's headers are malformed, so that nobody was looked for: 400 or 431.</summary>
    Malformed = 5,
}
