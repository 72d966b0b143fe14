namespace MeshFunctions.Authorization.Decisions;

/// <summary>The outcomes as metric labels.</summary>
internal static class AccessOutcomeNames
{
    public static string Of(AccessOutcome outcome) => outcome switch
    {
        AccessOutcome.Allowed => "allowed",
        AccessOutcome.Unauthenticated => "unauthenticated",
        AccessOutcome.Forbidden => "forbidden",
        AccessOutcome.WouldDeny => "would_deny",
        AccessOutcome.Malformed => "malformed",
        _ => "unavailable",
    };
}
