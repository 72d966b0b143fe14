using System.Buffers;
using MeshFunctions.Tokens.Json;
using MeshFunctions.Tokens.Jws;
using MeshFunctions.Tokens.Rules;

namespace MeshFunctions.Tokens;

/// <summary>What a validated token says, read from its payload when somebody first asks.</summary>
internal sealed class TokenContent
{
    private TokenContent(ConfiguredIssuer issuer, JsonObject payload)
    {
        Subject = payload["sub"u8].GetString();
        SubjectKind = KindOf(issuer, payload);
        WorkloadNames = Tokens.WorkloadNames.Read(issuer, payload);
        Roles = Collect(issuer.RoleClaims, ClaimStrings.Whole, payload);
        Scopes = Collect(issuer.ScopeClaims, ClaimStrings.SpaceSeparated, payload);
        Groups = Collect(issuer.GroupClaims, ClaimStrings.Whole, payload);
        HasGroupsOverage = HasOverage(issuer.GroupClaims, payload);
        Claims = TokenClaims.Read(payload);
    }

    public string Subject { get; }

    public SubjectKind SubjectKind { get; }

    public IReadOnlyList<string> WorkloadNames { get; }

    public IReadOnlyList<string> Roles { get; }

    public IReadOnlyList<string> Scopes { get; }

    public IReadOnlyList<string> Groups { get; }

    public bool HasGroupsOverage { get; }

    /// <summary>The claims of the payload, a claim for each element of an array.</summary>
    public IReadOnlyList<TokenClaim> Claims { get; }

    public static TokenContent Read(ReadOnlySpan<char> token, ConfiguredIssuer issuer)
    {
        var length = CompactJws.BufferLength(token.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            _ = CompactJws.TryDecode(token, buffer, out var jws);
            _ = StrictJson.TryReadObject(buffer.AsSpan(jws.Payload), out var payload);
            using (payload)
            {
                return new TokenContent(issuer, payload);
            }
        }
        finally
        {
            buffer.AsSpan(0, length).Clear();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static string[] Collect(ClaimPath[] paths, ClaimStrings strings, JsonObject payload)
    {
        var values = new List<string>();
        foreach (var path in paths)
        {
            _ = path.TryResolve(payload, out var claim);
            strings.Collect(claim, values);
        }

        return [.. values];
    }

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
