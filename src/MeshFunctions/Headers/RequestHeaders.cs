using System.Net.Http.Headers;

namespace MeshFunctions.Headers;

/// <summary>
/// The headers of one request that matter to us, as they arrived, read once. Identity headers come out only against an <see cref="IHeaderGrant"/>.
/// </summary>
internal sealed class RequestHeaders
{
    /// <summary>Largest value of one header, in characters.</summary>
    public const int MaxValueLength = 16 * 1024;

    /// <summary>Largest sum of all values that are read, in characters.</summary>
    public const int MaxTotalLength = 32 * 1024;

    private readonly string?[] _values = new string?[HeaderRule.All.Length];
    private readonly HeaderPlan _plan;
    private int _repeated;

    private RequestHeaders(HeaderPlan plan) => _plan = plan;

    /// <summary>What refuses the request before any stage looks at it; null where nothing does. Size comes before repetition.</summary>
    public HeaderFault? Fault { get; private set; }

    /// <summary>The <c>Authorization</c> value, untouched; null where absent (or refused as repeated).</summary>
    public string? Authorization => Open(MeshHeader.Authorization, HeaderKind.Credential);

    /// <summary>Reads what <paramref name="plan"/> names from the unvalidated view of <paramref name="headers"/>.</summary>
    public static RequestHeaders Read(HttpHeaders headers, HeaderPlan plan)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(plan);
        var read = new RequestHeaders(plan);
        var raw = headers.NonValidated;
        var total = 0;
        foreach (var rule in plan.Rules)
        {
            if (raw.TryGetValues(rule.Name, out var values))
            {
                total += read.Take(rule, values);
                if (total > MaxTotalLength)
                {
                    read.Refuse(HeaderFaultKind.TooLarge, rule);
                }
            }
        }

        return read;
    }

    /// <summary>A proof header; null where absent. Present but empty is the empty string.</summary>
    public string? Proof(MeshHeader header) => Open(header, HeaderKind.Proof);

    /// <summary>A trace or correlation header; null where absent or repeated.</summary>
    public string? Trace(MeshHeader header) => Open(header, HeaderKind.Trace);

    /// <summary>Whether a trace or correlation header that may occur once occurred several times.</summary>
    public bool IsTraceRepeated(MeshHeader header) => HeaderRule.Of(header).Kind == HeaderKind.Trace && IsRepeated(header);

    /// <summary>An identity header that the holder of <paramref name="grant"/> is configured to set; null where absent, repeated or not covered.</summary>
    public string? Identity(IHeaderGrant grant, MeshHeader header)
    {
        ArgumentNullException.ThrowIfNull(grant);
        return grant.Covers(header) ? Open(header, HeaderKind.Identity) : null;
    }

    /// <summary>The repeated identity header, if there is one among those that the holder of <paramref name="grant"/> is configured to set.</summary>
    public HeaderFault? IdentityFault(IHeaderGrant grant)
    {
        ArgumentNullException.ThrowIfNull(grant);
        foreach (var rule in _plan.Rules)
        {
            if (rule.Kind == HeaderKind.Identity && IsRepeated(rule.Header) && grant.Covers(rule.Header))
            {
                return new HeaderFault(HeaderFaultKind.Repeated, rule.Name);
            }
        }

        return null;
    }

    private bool IsRepeated(MeshHeader header) => (_repeated & (1 << (int)header)) != 0;

    private string? Open(MeshHeader header, HeaderKind kind) => HeaderRule.Of(header).Kind == kind
        ? _values[(int)header]
        : throw new ArgumentOutOfRangeException(nameof(header), header, "The header is of another kind.");

    private int Take(HeaderRule rule, HeaderStringValues values)
    {
        var length = 0;
        foreach (var value in values)
        {
            length += value.Length;
            if (value.Length > MaxValueLength)
            {
                Refuse(HeaderFaultKind.TooLarge, rule);
                return length;
            }
        }

        if (rule.IsList)
        {
            _values[(int)rule.Header] = values.Count == 1 ? values.ToString() : string.Join(',', values);
            return length;
        }

        var single = values.ToString();
        if (values.Count > 1 || (rule.CommaForbidden && single.Contains(',', StringComparison.Ordinal)))
        {
            _repeated |= 1 << (int)rule.Header;
            if (rule.Kind is HeaderKind.Credential or HeaderKind.Proof)
            {
                Refuse(HeaderFaultKind.Repeated, rule);
            }
        }
        else
        {
            _values[(int)rule.Header] = single;
        }

        return length;
    }

    private void Refuse(HeaderFaultKind kind, HeaderRule rule)
    {
        if (Fault is null || (kind == HeaderFaultKind.TooLarge && Fault.Kind != HeaderFaultKind.TooLarge))
        {
            Fault = new HeaderFault(kind, rule.Name);
        }
    }
}
