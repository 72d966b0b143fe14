using MeshFunctions.Headers;

namespace MeshFunctions.Identity.Peers;

/// <summary>
/// The one text by which workloads of every family are compared, ordinally and as a whole. Each kind has its own scheme, and no id of one kind holds what could
/// be read as another, so that two different workloads never have one name: <c>spiffe://…</c> as it is, <c>linkerd:{id}</c>, <c>dapr:{namespace}/{app id}</c>.
/// </summary>
internal readonly record struct PeerName
{
    private const string LinkerdScheme = "linkerd:";
    private const string DaprScheme = "dapr:";

    private readonly string? _text;

    private PeerName(PeerKind kind, string text)
    {
        Kind = kind;
        _text = text;
    }

    public PeerKind Kind { get; }

    public SpiffeId? Spiffe { get; private init; }

    private LinkerdId Linkerd { get; init; }

    private DaprAppId Dapr { get; init; }

    /// <summary>Who gave the name; empty where that is Dapr, whose names tell none.</summary>
    public ReadOnlySpan<char> TrustDomain => Kind switch
    {
        PeerKind.Spiffe => Spiffe.GetValueOrDefault().TrustDomainText,
        PeerKind.Linkerd => Linkerd.TrustDomain,
        _ => default,
    };

    /// <summary>The Kubernetes namespace; empty where the name tells none: a SPIFFE id has one only in the form of <see cref="KubernetesPath"/>.</summary>
    public ReadOnlySpan<char> Namespace => Kind switch
    {
        PeerKind.Spiffe => KubernetesPath.NamespaceOf(Spiffe.GetValueOrDefault().PathText),
        PeerKind.Linkerd => Linkerd.Namespace,
        _ => Dapr.Namespace,
    };

    /// <summary>The name of a workload; <paramref name="id"/> has a path.</summary>
    public static PeerName Of(SpiffeId id) => new(PeerKind.Spiffe, id.ToString()) { Spiffe = id };

    public static PeerName Of(LinkerdId id) => new(PeerKind.Linkerd, LinkerdScheme + id) { Linkerd = id };

    public static PeerName Of(DaprAppId id) => new(PeerKind.Dapr, DaprScheme + id) { Dapr = id };

    /// <summary>Reads a name as it is written in code or configuration; never throws.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PeerName name)
    {
        name = default;
        if (text.StartsWith(LinkerdScheme, StringComparison.Ordinal))
        {
            if (!LinkerdId.TryParse(text[LinkerdScheme.Length..], out var linkerd))
            {
                return false;
            }

            name = Of(linkerd);
            return true;
        }

        if (text.StartsWith(DaprScheme, StringComparison.Ordinal))
        {
            if (!DaprAppId.TryParse(text[DaprScheme.Length..], out var dapr))
            {
                return false;
            }

            name = Of(dapr);
            return true;
        }

        if (!SpiffeId.TryParse(text, out var spiffe) || spiffe.Path.Length == 0)
        {
            return false;
        }

        name = Of(spiffe);
        return true;
    }

    public override string ToString() => _text ?? "";
}
