using MeshFunctions.Identity.Peers;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity;

/// <summary>Rules over the development switch (T82): above all, where it may be.</summary>
internal static class DevelopmentValidator
{
    /// <summary>Adds one line an error to <paramref name="errors"/>.</summary>
    public static void Validate(DevelopmentOptions options, HostEnvironment environment, ICollection<string> trustDomains, string path, ICollection<string> errors)
    {
        if (!options.IsSet)
        {
            return;
        }

        if (!environment.IsDevelopment)
        {
            errors.Add($"{path}: gives every request an identity, which is for a developer's machine only; permitted: where the environment variable AZURE_FUNCTIONS_ENVIRONMENT is Development, "
                + $"and none of {string.Join(", ", HostEnvironment.CloudSigns)} is set.");
        }

        if (options.Peer is { } peer)
        {
            if (!PeerName.TryParse(peer, out var name))
            {
                errors.Add($"{path}:Peer: does not name a workload; permitted: spiffe://trust-domain/path, linkerd:identity, dapr:namespace/app-id.");
            }
            else if (!name.TrustDomain.IsEmpty && !trustDomains.Contains(name.TrustDomain.ToString(), StringComparer.Ordinal))
            {
                errors.Add($"{path}:Peer: is of a trust domain that is not configured; permitted: one of MeshFunctions:TrustDomains.");
            }
        }

        if (options.Caller.IsSet && string.IsNullOrWhiteSpace(options.Caller.Subject))
        {
            errors.Add($"{path}:Caller:Subject: is missing; permitted: for whom the caller's token speaks.");
        }

        if (options.Caller.Scopes.Any(static scope => string.IsNullOrEmpty(scope) || scope.Contains(' ', StringComparison.Ordinal)) || options.Caller.Roles.Any(string.IsNullOrEmpty))
        {
            errors.Add($"{path}:Caller: has an empty role or scope, or a scope with a space in it; permitted: one an entry.");
        }
    }
}
