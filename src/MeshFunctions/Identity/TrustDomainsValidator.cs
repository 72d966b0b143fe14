using System.Collections.Immutable;
using MeshFunctions.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Identity;

/// <summary>Rules over the configured trust domains.</summary>
internal static class TrustDomainsValidator
{
    /// <summary>The families that name a trust domain; Dapr's does not.</summary>
    public static ImmutableArray<IdentitySource> Named { get; } =
    [
        IdentitySource.NginxCertificate, IdentitySource.Xfcc, IdentitySource.Linkerd, IdentitySource.ClientCert, IdentitySource.AppServiceCertificate,
    ];

    /// <summary>Adds one line an error to <paramref name="errors"/>; <paramref name="path"/> is that of the list, <paramref name="hops"/> are those configured.</summary>
    public static void Validate(IList<string> names, IEnumerable<HopOptions> hops, string path, ICollection<string> errors)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(errors);
        for (var index = 0; index < names.Count; index++)
        {
            if (!SpiffeId.IsTrustDomain(names[index]))
            {
                errors.Add($"{path}:{index}: is not a trust domain; permitted: 1 to 255 lower-case letters, digits, '.', '-' and '_', without 'spiffe://'.");
            }
        }

        if (names.Count == 0 && hops.SelectMany(hop => hop.Sets).Where(Named.Contains).Distinct().Order().ToList() is { Count: > 0 } sources)
        {
            errors.Add($"{path}: is empty although a hop sets {string.Join(", ", sources)}, so that no peer could ever be accepted; permitted: at least one trust domain.");
        }
    }
}
