using System.Collections.Immutable;
using MeshFunctions.Tokens.Json;
using MeshFunctions.Tokens.Rules;

namespace MeshFunctions.Tokens;

/// <summary>
/// What a validated token says, read from its payload when somebody first asks. Requests share it, so it must not be theirs to change, not even by a cast: the lists are immutable arrays, whose
/// <see cref="System.Collections.ICollection.SyncRoot"/> does not give the array away as that of a read-only collection does.
/// </summary>
internal sealed class TokenContent
{
    private TokenContent(ConfiguredIssuer issuer, JsonObject payload)
    {
        Subject = payload["sub"u8].GetString();
        SubjectKind = KindOf(issuer, payload);
        WorkloadNames = ImmutableArray.Create(Tokens.WorkloadNames.Read(issuer, payload));
        Roles = Collect(issuer.RoleClaims, ClaimStrings.Whole, payload);
        Scopes = Collect(issuer.ScopeClaims, ClaimStrings.SpaceSeparated, payload);
        Groups = Collect(issuer.GroupClaims, ClaimStrings.Whole, payload);
        HasGroupsOverage = HasOverage(issuer.GroupClaims, payload);
    }

    public string Subject { get; }

    public SubjectKind SubjectKind { get; }

    public IReadOnlyList<string> WorkloadNames { get; }

    public IReadOnlyList<string> Roles { get; }

    public IReadOnlyList<string> Scopes { get; }

    public IReadOnlyList<string> Groups { get; }

    public bool HasGroupsOverage { get; }

    /// <summary>Bytes that it takes, about.</summary>
    public int Weight => 256 + WeightOf([Subject]) + WeightOf(WorkloadNames) + WeightOf(Roles) + WeightOf(Scopes) + WeightOf(Groups);

    /// <summary>Whether it is one of <see cref="Roles"/>.</summary>
    public bool HasRole(string role)
    {
        for (var index = 0; index < Roles.Count; index++)
        {
            if (string.Equals(Roles[index], role, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    public static TokenContent Read(ConfiguredIssuer issuer, JsonObject payload) => new(issuer, payload);

    private static ImmutableArray<string> Collect(ClaimPath[] paths, ClaimStrings strings, JsonObject payload)
    {
        List<string>? values = null;
        foreach (var path in paths)
        {
            _ = path.TryResolve(payload, out var claim);
            if (claim.Exists)
            {
                strings.Collect(claim, values ??= []);
            }
        }

        return values is null ? [] : [.. values];
    }

    private static int WeightOf(IEnumerable<string> values) => values.Sum(static value => 40 + (2 * value.Length));

    private static SubjectKind KindOf(ConfiguredIssuer issuer, JsonObject payload) =>
        issuer.Kind switch
        {
            IssuerKind.Entra => EntraSubject.IsApplication(payload) ? SubjectKind.Workload : SubjectKind.User,
            IssuerKind.Spiffe or IssuerKind.Kubernetes => SubjectKind.Workload,
            _ => SubjectKind.Unknown,
        };

    /// <summary>T35: too many groups for a token; which ones is then unknown, not "none" (wire formats §4.3).</summary>
    private static bool HasOverage(ClaimPath[] groupClaims, JsonObject payload)
    {
        if (payload["hasgroups"u8] is { Exists: true, Kind: not JsonKind.False })
        {
            return true;
        }

        if (!StrictJson.TryReadObject(payload["_claim_names"u8].Raw, out var names))
        {
            return false;
        }

        var overage = false;
        foreach (var path in groupClaims)
        {
            overage = overage || names[path.Root].Exists;
        }

        names.Dispose();
        return overage;
    }
}
