using System.Net.Http.Headers;
using Microsoft.Extensions.Primitives;

namespace MeshFunctions.Headers;

/// <summary>
/// The headers of one request that matter to us, as they arrived, read once. Identity headers come out only against an <see cref="IHeaderGrant"/>.
/// </summary>
internal sealed class RequestHeaders : IHeaderSink
{
    /// <summary>Largest value of one header, in characters.</summary>
    public const int MaxValueLength = 16 * 1024;

    /// <summary>Largest sum of all values that are read, in characters.</summary>
    public const int MaxTotalLength = 32 * 1024;

    // Stands in the slot of a singleton that occurred several times. Told by identity, so no value can be mistaken for it.
    private static readonly string RepeatedMark = new('\0', 1);

    private readonly string?[] _values;
    private readonly HeaderPlan _plan;
    private int _total;
    private ulong _proofs;
    private bool _anyRepeated;

    private RequestHeaders(HeaderPlan plan)
    {
        _plan = plan;
        _values = new string?[plan.Slots];
    }

    /// <summary>What refuses the request before any stage looks at it; null where nothing does. Size comes before repetition.</summary>
    public HeaderFault? Fault { get; private set; }

    /// <summary>The <c>Authorization</c> value, untouched; null where absent (or refused as repeated).</summary>
    public string? Authorization => Open(MeshHeader.Authorization, HeaderKind.Credential);

    /// <summary>Reads what <paramref name="plan"/> names, in one pass.</summary>
    public static RequestHeaders Read(IHeaderFields fields, HeaderPlan plan)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(plan);
        var read = new RequestHeaders(plan);
        fields.CopyTo(plan, read);
        return read;
    }

    /// <summary>Reads what <paramref name="plan"/> names from the unvalidated view of <paramref name="headers"/>.</summary>
    public static RequestHeaders Read(HttpHeaders headers, HeaderPlan plan) => Read(new HttpHeaderFields(headers), plan);

    /// <summary>A proof header; null where absent. Present but empty is the empty string.</summary>
    public string? Proof(MeshHeader header) => Open(header, HeaderKind.Proof);

    /// <inheritdoc cref="Proof(MeshHeader)" />
    public string? Proof(HeaderRule rule) => Open(rule, HeaderKind.Proof);

    /// <summary>An identity header that also proves a hop, for the proof and for nobody else; null where absent, repeated or planned as no proof.</summary>
    public string? Evidence(MeshHeader header) => HeaderRule.Of(header) is var rule && _plan.IsEvidence(rule) ? Open(rule, HeaderKind.Identity) : null;

    /// <summary>A trace or correlation header; null where absent or repeated.</summary>
    public string? Trace(MeshHeader header) => Open(header, HeaderKind.Trace);

    /// <summary>Whether a trace or correlation header that may occur once occurred several times.</summary>
    public bool IsTraceRepeated(MeshHeader header) => HeaderRule.Of(header) is { Kind: HeaderKind.Trace } rule && IsRepeated(rule);

    /// <summary>An identity header that the holder of <paramref name="grant"/> is configured to set; null where absent, repeated or not covered.</summary>
    public string? Identity(IHeaderGrant grant, MeshHeader header)
    {
        ArgumentNullException.ThrowIfNull(grant);
        var rule = HeaderRule.Of(header);
        return grant.Covers(rule) ? Open(rule, HeaderKind.Identity) : null;
    }

    /// <summary>An identity header that the configuration names and the holder of <paramref name="grant"/> sets; null where absent, repeated or not covered.</summary>
    public string? Identity(IHeaderGrant grant, string customName)
    {
        ArgumentNullException.ThrowIfNull(grant);
        return _plan.TryGetRule(customName, out var rule) && rule.Header is null && grant.Covers(rule) ? Open(rule, HeaderKind.Identity) : null;
    }

    /// <summary>The repeated identity header, if there is one among those that the holder of <paramref name="grant"/> is configured to set.</summary>
    public HeaderFault? IdentityFault(IHeaderGrant grant)
    {
        ArgumentNullException.ThrowIfNull(grant);
        if (!_anyRepeated)
        {
            return null;
        }

        foreach (var rule in _plan.Rules)
        {
            if (rule.Kind == HeaderKind.Identity && IsRepeated(rule) && grant.Covers(rule))
            {
                return new HeaderFault(HeaderFaultKind.Repeated, rule.Name);
            }
        }

        return null;
    }

    /// <summary>Whether a proof header is there at all, whatever is in it and whether or not it was read.</summary>
    public bool HasProof(HeaderRule rule) => (_proofs & BitOf(rule)) != 0;

    void IHeaderSink.Take(HeaderRule rule, StringValues lines)
    {
        if (rule.Kind == HeaderKind.Proof)
        {
            _proofs |= BitOf(rule);
        }

        if (lines.Count == 0)
        {
            return;
        }

        foreach (var line in lines)
        {
            var length = line?.Length ?? 0;
            _total += length;
            if (length > MaxValueLength || _total > MaxTotalLength)
            {
                Refuse(HeaderFaultKind.TooLarge, rule);
                return;
            }
        }

        var value = lines.Count == 1 ? lines[0] : string.Join(',', lines.ToArray());
        if (rule.IsList || (lines.Count == 1 && !(rule.CommaForbidden && value?.Contains(',', StringComparison.Ordinal) == true)))
        {
            _values[rule.Slot] = value;
            return;
        }

        _values[rule.Slot] = RepeatedMark;
        _anyRepeated = true;
        if (rule.Kind is HeaderKind.Credential or HeaderKind.Proof || _plan.IsEvidence(rule))
        {
            Refuse(HeaderFaultKind.Repeated, rule);
        }
    }

    private static ulong BitOf(HeaderRule rule) => 1UL << rule.Slot;

    private bool IsRepeated(HeaderRule rule) => ReferenceEquals(_values[rule.Slot], RepeatedMark);

    private string? Open(MeshHeader header, HeaderKind kind) => Open(HeaderRule.Of(header), kind);

    private string? Open(HeaderRule rule, HeaderKind kind)
    {
        if (rule.Kind != kind)
        {
            throw new ArgumentOutOfRangeException(nameof(rule), rule.Name, "The header is of another kind.");
        }

        // A header that is not planned may lie beyond the last slot.
        var value = rule.Slot < _values.Length ? _values[rule.Slot] : null;
        return ReferenceEquals(value, RepeatedMark) ? null : value;
    }

    private void Refuse(HeaderFaultKind kind, HeaderRule rule)
    {
        if (Fault is null || (kind == HeaderFaultKind.TooLarge && Fault.Kind != HeaderFaultKind.TooLarge))
        {
            Fault = new HeaderFault(kind, rule.Name);
        }
    }
}
