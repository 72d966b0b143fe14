using MeshFunctions.Tokens;

namespace MeshFunctions.Authorization.Requirements;

/// <summary>An attribute of ours that asks something of a token, perhaps of one issuer's tokens alone.</summary>
internal interface ITokenRequirementData : IMeshRequirementData
{
    /// <summary>What is wrong with the attribute's arguments beside the configured issuers; reported at start.</summary>
    IEnumerable<string> Errors(TokensOptions tokens);
}
