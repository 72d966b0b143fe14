using Microsoft.AspNetCore.Authorization;

namespace MeshFunctions.Authorization.Requirements;

/// <summary>A requirement over what is known of a request. It looks at nothing else.</summary>
internal abstract class MeshRequirement : IAuthorizationRequirement
{
    /// <summary>Whether nobody without a valid token can meet it.</summary>
    public virtual bool DemandsCaller => false;

    public abstract bool IsMetBy(MeshContext mesh);

    /// <summary>A short name for the audit event and the problem body; never what would have passed.</summary>
    public abstract string Describe(MeshContext mesh);

    public sealed override string ToString() => GetType().Name;
}
