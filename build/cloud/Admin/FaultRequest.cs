using LocalCloud.Hosting;
using LocalCloud.Sts;

namespace LocalCloud.Admin;

/// <summary>Body of <c>POST /admin/faults</c>.</summary>
internal sealed class FaultRequest
{
    private const double MaximumSeconds = 86400;

    /// <summary>For example <c>GET /msi/token</c>; <c>GET /secrets/*</c> is all below.</summary>
    public required string Endpoint { get; init; }

    /// <summary>A name of <see cref="FaultMode"/> in any case, or <c>status</c> with <see cref="Status"/>, or <c>sts</c> with <see cref="Code"/>.</summary>
    public required string Mode { get; init; }

    public int? Status { get; init; }

    public string? Code { get; init; }

    public string? Body { get; init; }

    public double? AfterSeconds { get; init; }

    public int? Times { get; init; }

    /// <returns>Null if it makes no sense.</returns>
    public EndpointFault? ToFault()
    {
        var times = Times ?? int.MaxValue;
        TimeSpan? after = AfterSeconds is { } seconds and >= 0 and <= MaximumSeconds ? TimeSpan.FromSeconds(seconds) : null;
        if (Endpoint.Split(' ') is not [{ Length: > 0 }, ['/', ..]] || times < 1 || AfterSeconds is not null && after is null)
        {
            return null;
        }

        return Mode switch
        {
            "sts" => Code is not null && StsError.Codes.Contains(Code, StringComparer.Ordinal) ? ServiceFault.OfSts(Code, times) : null,
            "status" => Status is >= 200 and <= 599 ? new EndpointFault { Status = Status.Value, Body = Body ?? "", Times = times } : null,
            _ => Enum.TryParse(Mode, ignoreCase: true, out FaultMode mode) && char.IsAsciiLetter(Mode[0])
                ? ServiceFault.Of(Endpoint, mode, after, times)
                : null,
        };
    }
}
