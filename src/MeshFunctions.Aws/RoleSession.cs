using System.Diagnostics;
using Amazon.Runtime;

namespace MeshFunctions.Aws;

/// <summary>What STS handed out. Prints as <c>***</c>.</summary>
[DebuggerDisplay("***")]
internal sealed class RoleSession(ImmutableCredentials credentials)
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public ImmutableCredentials Credentials { get; } = credentials;

    public override string ToString() => "***";
}
