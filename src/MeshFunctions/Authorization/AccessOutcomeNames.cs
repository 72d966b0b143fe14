namespace MeshFunctions.Authorization;

/// <summary>The outcomes as metric labels.</summary>
internal static class AccessOutcomeNames
{
    /// <summary>The request was refused for its headers, before anything was decided.</summary>
    public const string Malformed = "malformed";

    public static string Of(AccessOutcome outcome) => outcome switch
    {
        AccessOutcome.Allowed => "allowed",
        AccessOutcome.Unauthenticated => "unauthenticated",
        AccessOutcome.Forbidden => "forbidden",
        AccessOutcome.WouldDeny => "would_deny",
        _ => "unavailable",
    };
}
