using System.Collections.Immutable;

namespace MeshFunctions.Headers;

/// <summary>Name, kind and multiplicity of one header that can be read. There is one object for each.</summary>
/// <param name="slot">Its place in <see cref="RequestHeaders"/>; for a known header the number of its <see cref="MeshHeader"/>.</param>
/// <param name="header">Which of the known headers it is; null for one that the configuration names.</param>
/// <param name="name">Its name, compared without regard to case.</param>
/// <param name="kind">What it is for.</param>
/// <param name="isList">Whether several lines are one list, joined by commas.</param>
/// <param name="commaForbidden">Whether a comma shows that the host joined several lines into one.</param>
internal sealed class HeaderRule(int slot, MeshHeader? header, string name, HeaderKind kind, bool isList, bool commaForbidden)
{
    /// <summary>The known headers; the index is the <see cref="MeshHeader"/>.</summary>
    public static readonly ImmutableArray<HeaderRule> All =
    [
        // Other schemes than Bearer may hold commas; those of a joined Bearer pair are the credential parser's to refuse.
        Free(MeshHeader.Authorization, MeshHeaderNames.Authorization, HeaderKind.Credential),
        Single(MeshHeader.HopKey, MeshHeaderNames.HopKey, HeaderKind.Proof),
        Single(MeshHeader.HopAssertion, MeshHeaderNames.HopAssertion, HeaderKind.Proof),
        Single(MeshHeader.DaprApiToken, MeshHeaderNames.DaprApiToken, HeaderKind.Proof),
        Single(MeshHeader.TraceParent, MeshHeaderNames.TraceParent, HeaderKind.Trace),
        List(MeshHeader.TraceState, MeshHeaderNames.TraceState, HeaderKind.Trace),
        Single(MeshHeader.RequestId, MeshHeaderNames.RequestId, HeaderKind.Trace),
        Free(MeshHeader.LegacyRequestId, MeshHeaderNames.LegacyRequestId, HeaderKind.Trace),
        // The first of several B3 values counts.
        List(MeshHeader.B3, MeshHeaderNames.B3, HeaderKind.Trace),
        List(MeshHeader.B3TraceId, MeshHeaderNames.B3TraceId, HeaderKind.Trace),
        List(MeshHeader.B3SpanId, MeshHeaderNames.B3SpanId, HeaderKind.Trace),
        List(MeshHeader.B3ParentSpanId, MeshHeaderNames.B3ParentSpanId, HeaderKind.Trace),
        List(MeshHeader.B3Sampled, MeshHeaderNames.B3Sampled, HeaderKind.Trace),
        List(MeshHeader.B3Flags, MeshHeaderNames.B3Flags, HeaderKind.Trace),
        Single(MeshHeader.AmazonTraceId, MeshHeaderNames.AmazonTraceId, HeaderKind.Trace),
        List(MeshHeader.Baggage, MeshHeaderNames.Baggage, HeaderKind.Trace),
        Single(MeshHeader.ClientRequestId, MeshHeaderNames.ClientRequestId, HeaderKind.Trace),
        Single(MeshHeader.CorrelationRequestId, MeshHeaderNames.CorrelationRequestId, HeaderKind.Trace),
        Single(MeshHeader.EventTraceParent, MeshHeaderNames.EventTraceParent, HeaderKind.Trace),
        Free(MeshHeader.EventTraceState, MeshHeaderNames.EventTraceState, HeaderKind.Trace),
        Single(MeshHeader.ClientVerify, MeshHeaderNames.ClientVerify, HeaderKind.Identity),
        Single(MeshHeader.ClientCert, MeshHeaderNames.ClientCert, HeaderKind.Identity),
        List(MeshHeader.Xfcc, MeshHeaderNames.Xfcc, HeaderKind.Identity),
        Single(MeshHeader.LinkerdClientId, MeshHeaderNames.LinkerdClientId, HeaderKind.Identity),
        Single(MeshHeader.DaprCallerAppId, MeshHeaderNames.DaprCallerAppId, HeaderKind.Identity),
        Single(MeshHeader.DaprCallerNamespace, MeshHeaderNames.DaprCallerNamespace, HeaderKind.Identity),
        Single(MeshHeader.RfcClientCert, MeshHeaderNames.RfcClientCert, HeaderKind.Identity),
        List(MeshHeader.RfcClientCertChain, MeshHeaderNames.RfcClientCertChain, HeaderKind.Identity),
        Single(MeshHeader.ArrClientCert, MeshHeaderNames.ArrClientCert, HeaderKind.Identity),
        Single(MeshHeader.ClientPrincipal, MeshHeaderNames.ClientPrincipal, HeaderKind.Identity),
        Single(MeshHeader.ClientPrincipalId, MeshHeaderNames.ClientPrincipalId, HeaderKind.Identity),
        Single(MeshHeader.TransactionToken, MeshHeaderNames.TransactionToken, HeaderKind.Identity),
    ];

    public int Slot => slot;

    public MeshHeader? Header => header;

    public string Name => name;

    public HeaderKind Kind => kind;

    public bool IsList => isList;

    public bool CommaForbidden => commaForbidden;

    public static HeaderRule Of(MeshHeader header) => All[(int)header];

    public override string ToString() => name;

    /// <summary>The rule for an identity header that the configuration names.</summary>
    public static HeaderRule For(CustomHeader header, int slot) => new(slot, null, header.Name, HeaderKind.Identity, header.IsList, commaForbidden: !header.IsList);

    private static HeaderRule Single(MeshHeader header, string name, HeaderKind kind) => new((int)header, header, name, kind, isList: false, commaForbidden: true);

    private static HeaderRule Free(MeshHeader header, string name, HeaderKind kind) => new((int)header, header, name, kind, isList: false, commaForbidden: false);

    private static HeaderRule List(MeshHeader header, string name, HeaderKind kind) => new((int)header, header, name, kind, isList: true, commaForbidden: false);
}
