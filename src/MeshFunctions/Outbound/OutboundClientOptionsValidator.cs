using MeshFunctions.Tracing;
using MeshFunctions.Validation;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Outbound;

/// <summary>
/// The rules of <see cref="OutboundClientOptions"/> by themselves: those of one setting are its attributes. What a client needs is for <see cref="OutboundClient"/>.
/// </summary>
[OptionsValidator]
internal sealed partial class OutboundClientOptionsValidator : IValidateOptions<OutboundClientOptions>
{
    public static void Validate(IEnumerable<KeyValuePair<string, OutboundClientOptions>> clients, string path, ICollection<string> errors)
    {
        var validator = new OutboundClientOptionsValidator();
        foreach (var (name, options) in clients.OrderBy(static client => client.Key, StringComparer.Ordinal))
        {
            for (var index = 0; index < options.Hosts.Count; index++)
            {
                if (!HostList.TryParse(options.Hosts[index], out _, out _))
                {
                    errors.Add($"{path}:{name}:Hosts:{index}: is no host; permitted: host or host:port, without scheme, path or wildcard.");
                }
            }

            TraceFormats.Validate(options.Formats, TraceFormats.Outbound, $"{path}:{name}:Formats", errors);
            BaggageNames.Validate(options.Baggage, $"{path}:{name}:Baggage", errors);
            errors.AddFailures($"{path}:{name}", validator.Validate(null, options));
        }
    }
}
