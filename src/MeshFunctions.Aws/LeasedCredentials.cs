using System.Diagnostics;
using Amazon.Runtime;
using MeshFunctions.Credentials;
using MeshFunctions.Credentials.Leases;

namespace MeshFunctions.Aws;

/// <summary>Credentials that are looked up each time they are used. Prints as <c>***</c>.</summary>
[DebuggerDisplay("***")]
internal sealed class LeasedCredentials(LeaseCache<SessionKey, RoleSession> sessions, SessionKey key) : AWSCredentials
{
    public static async Task<ImmutableCredentials> GetAsync(LeaseCache<SessionKey, RoleSession> sessions, SessionKey key) =>
        (await sessions.GetAsync(key, CancellationToken.None).ConfigureAwait(false)).Credentials;

    public static ImmutableCredentials Get(LeaseCache<SessionKey, RoleSession> sessions, SessionKey key)
    {
        // The exchange runs on the thread pool and captures no context, so blocking here cannot hold it up.
        var pending = sessions.GetAsync(key, CancellationToken.None);
        return (pending.IsCompletedSuccessfully ? pending.Result : pending.AsTask().GetAwaiter().GetResult()).Credentials;
    }

    public override ImmutableCredentials GetCredentials() => Get(sessions, key);

    public override Task<ImmutableCredentials> GetCredentialsAsync() => GetAsync(sessions, key);

    public override string ToString() => "***";
}
