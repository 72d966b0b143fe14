using System.Collections.Immutable;

namespace MeshFunctions.Headers;

/// <summary>Name, kind and multiplicity of each header that can be read; the index is the <see cref="MeshHeader"/>.</summary>
internal sealed record HeaderRule(MeshHeader Header, string Name, HeaderKind Kind, bool IsList, bool CommaForbidden)
{
    public static readonly ImmutableArray<HeaderRule> All =
    [
        // Other schemes than Bearer may hold commas; those of a joined Bearer pair are the credential parser's to refuse.
        new(MeshHeader.Authorization, MeshHeaderNames.Authorization, HeaderKind.Credential, IsList: false, CommaForbidden: false),
        new(MeshHeader.HopKey, MeshHeaderNames.HopKey, HeaderKind.Proof, IsList: false, CommaForbidden: true),
        new(MeshHeader.HopAssertion, MeshHeaderNames.HopAssertion, HeaderKind.Proof, IsList: false, CommaForbidden: true),
        new(MeshHeader.DaprApiToken, MeshHeaderNames.DaprApiToken, HeaderKind.Proof, IsList: false, CommaForbidden: true),
        new(MeshHeader.TraceParent, MeshHeaderNames.TraceParent, HeaderKind.Trace, IsList: false, CommaForbidden: true),
        new(MeshHeader.TraceState, MeshHeaderNames.TraceState, HeaderKind.Trace, IsList: true, CommaForbidden: false),
        new(MeshHeader.RequestId, MeshHeaderNames.RequestId, HeaderKind.Trace, IsList: false, CommaForbidden: true),
        new(MeshHeader.LegacyRequestId, MeshHeaderNames.LegacyRequestId, HeaderKind.Trace, IsList: false, CommaForbidden: false),
        new(MeshHeader.ClientVerify, MeshHeaderNames.ClientVerify, HeaderKind.Identity, IsList: false, CommaForbidden: true),
        new(MeshHeader.ClientCert, MeshHeaderNames.ClientCert, HeaderKind.Identity, IsList: false, CommaForbidden: true),
    ];

    public static HeaderRule Of(MeshHeader header) => All[(int)header];
}
