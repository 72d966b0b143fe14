using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MeshFunctions.Headers;
using MeshFunctions.Trust;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Identity.Vouched;

/// <summary>A source of the app's own: gets its declared headers only, and whatever goes wrong in it makes the identity invalid, never the request.</summary>
internal sealed class CustomSource(IIdentitySource source, string name, IEnumerable<CustomHeader> headers, ILogger logger) : IVouchedSource
{
    private readonly ImmutableArray<string> _names = [.. headers.Select(header => header.Name)];

    public string HeaderName => _names[0];

    public VouchedReading Read(RequestHeaders headers, HopTrust.Proven hop)
    {
        var values = _names.Select(header => KeyValuePair.Create(header, headers.Identity(hop, header))).ToList();
        if (values.TrueForAll(static value => value.Value is null))
        {
            return default;
        }

        var reading = Read(new IdentityHeaders(values), hop);
        if (ReferenceEquals(reading, IdentityReading.None))
        {
            return default;
        }

        return reading is null || ReferenceEquals(reading, IdentityReading.Invalid)
            ? VouchedReading.Refused(reading is null ? "source_failed" : "source_invalid")
            : VouchedReading.Of(new VouchedIdentity(hop.Name, IdentitySource.Custom, name, reading.Claims, reading.Types));
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The code is the app's; what it throws at a header must not fail the request.")]
    private IdentityReading? Read(IdentityHeaders headers, HopTrust.Proven hop)
    {
        try
        {
            return source.Read(headers);
        }
        catch (Exception exception)
        {
            // The message may hold the header's value.
            IdentityLog.SourceFailed(logger, name, hop.Name, exception.GetType().FullName);
            return null;
        }
    }
}
