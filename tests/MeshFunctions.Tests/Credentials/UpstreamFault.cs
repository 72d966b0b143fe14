using System.Diagnostics.CodeAnalysis;

namespace MeshFunctions.Tests.Credentials;

/// <summary>What is wrong with an upstream.</summary>
[SuppressMessage("Maintainability", "CA1515:Consider making public types internal", Justification = "A theory's parameter.")]
public enum UpstreamFault
{
    Refused,
    Throttled,
    ThrottledFor60,
    Broken,
    Unavailable,
    Gone,
    Slow,
    Garbage,
    Dropped,
    WrongTls,
    None,
}
