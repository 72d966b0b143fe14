namespace MeshFunctions.Aws;

/// <summary>
/// What distinguishes one session from another: the whole of issuer and subject, not only their digest in the session's name; the policy and the role, too.
/// </summary>
internal sealed record SessionKey(string RoleArn, string SessionName, string? Issuer, string? Subject, string? Policy)
{
    /// <summary>The session's name, which holds nothing that identifies a person.</summary>
    public override string ToString() => SessionName;
}
