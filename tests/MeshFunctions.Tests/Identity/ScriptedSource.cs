using MeshFunctions.Headers;
using MeshFunctions.Identity;

namespace MeshFunctions.Tests.Identity;

/// <summary>A source of the app's own that does what a test says, and keeps what it was shown.</summary>
internal sealed class ScriptedSource(string name, params CustomHeader[] headers) : IIdentitySource
{
    public string Name => name;

    public IReadOnlyList<CustomHeader> Headers => headers;

    public Func<IdentityHeaders, IdentityReading> OnRead { get; set; } = static _ => IdentityReading.None;

    public int Calls { get; private set; }

    public IdentityReading Read(IdentityHeaders headers)
    {
        Calls++;
        return OnRead(headers);
    }
}
