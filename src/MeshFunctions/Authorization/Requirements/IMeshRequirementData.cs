using Microsoft.AspNetCore.Authorization;

namespace MeshFunctions.Authorization.Requirements;

/// <summary>An attribute of ours whose requirements concern the mesh and hold on anonymous functions too.</summary>
internal interface IMeshRequirementData : IAuthorizationRequirementData
{
    /// <summary>What is wrong with the attribute's arguments; reported at start.</summary>
    IEnumerable<string> Errors();
}
