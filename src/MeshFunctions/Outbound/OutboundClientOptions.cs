using MeshFunctions.Tracing;

namespace MeshFunctions.Outbound;

/// <summary>Where one named <see cref="HttpClient"/> may carry trace and token, and whom it expects there: section <c>MeshFunctions:Outbound:{client}</c>.</summary>
public sealed class OutboundClientOptions
{
    /// <summary>
    /// The hosts that get trace, request id and access token, and that a client with <c>AddMeshCertificate()</c> connects to, each <c>host</c> (any port of it) or <c>host:port</c>, compared exactly but for case;
    /// no wildcards. Every other host gets none of them. Required with <c>AddMeshPropagation()</c>, <c>AddAccessToken()</c> and the others: without it the app does not start.
    /// </summary>
    public IList<string> Hosts { get; } = [];

    /// <summary>
    /// The formats in which the trace is sent, each with all its headers: <c>W3C</c>, <c>B3</c>, <c>B3Multi</c>, <c>XRay</c>. Empty, the default, stands for
    /// <c>W3C</c>. Trace headers of the formats that are not listed are removed from the request.
    /// </summary>
    public IList<TraceFormat> Formats { get; } = [];

    /// <summary>
    /// The keys of W3C baggage that go to those hosts, each 1 to 128 characters, exact and with regard to case: members that the invocation let in
    /// (<c>MeshFunctions:Tracing:Baggage</c>) and what the function itself added to its activities (<c>Activity.AddBaggage</c>), which goes before. Of the rest
    /// nothing is sent. Default: none. Needs <c>AddMeshPropagation()</c>.
    /// </summary>
    public IList<string> Baggage { get; } = [];

    /// <summary>
    /// Whether the transaction token with which the current invocation came (<c>MeshContext.Transaction</c>) goes to those hosts too, as it is, over https or to a loopback address. Default: false,
    /// since it tells whom it reaches for whom and what the request is made: set it for services of the same trust domain. Needs <c>AddMeshPropagation()</c>;
    /// <c>AddTransactionToken()</c> says the same in code.
    /// </summary>
    public bool Transaction { get; set; }

    /// <summary>The SPIFFE id that the server's certificate must have. Required with <c>AddMeshCertificate()</c>.</summary>
    [WorkloadId]
    public string? Peer { get; set; }

    /// <summary>The scope of the access token, such as <c>api://inventory/.default</c>, where <c>AddAccessToken()</c> names none.</summary>
    [Scope]
    public string? Scope { get; set; }
}
