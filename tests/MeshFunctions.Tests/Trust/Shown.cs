using System.Security.Cryptography.X509Certificates;

namespace MeshFunctions.Tests.Trust;

/// <summary>What a request shows of itself.</summary>
internal sealed class Shown
{
    public List<(string Name, string Value)> Headers { get; } = [];

    public X509Certificate2? Certificate { get; init; }

    public Shown With(string name, string value)
    {
        Headers.Add((name, value));
        return this;
    }

    /// <summary>One request with the material of both.</summary>
    public Shown And(Shown other)
    {
        var both = new Shown { Certificate = Certificate ?? other.Certificate };
        both.Headers.AddRange([.. Headers, .. other.Headers]);
        return both;
    }
}
