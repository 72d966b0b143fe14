using System.Text;
using Microsoft.Extensions.Primitives;

namespace MeshFunctions.Hosting;

/// <summary>The answers by which a subscriber agrees to deliveries. Neither asks the address that comes with the question.</summary>
internal static class RotationHandshake
{
    private const string Origin = "eventgrid.azure.net";
    private const string Rate = "120";

    /// <summary>CloudEvents HTTP WebHook §4: the sender asks for its origin by <c>OPTIONS</c>; only Event Grid's is allowed.</summary>
    public static RotationAnswer AllowOrigin(StringValues origin) =>
        origin.Count == 1 && string.Equals(origin[0], Origin, StringComparison.OrdinalIgnoreCase)
            ? new() { Fields = [("WebHook-Allowed-Origin", Origin), ("WebHook-Allowed-Rate", Rate), ("Allow", "POST, OPTIONS")] }
            : new(Problems.RefusedEvents);

    /// <summary>Event Grid's own: the code is echoed; it is letters, digits and hyphens.</summary>
    public static RotationAnswer Echo(string code) => new() { Body = Encoding.ASCII.GetBytes($"{{\"validationResponse\":\"{code}\"}}") };
}
