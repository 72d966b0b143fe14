using System.Security.Cryptography.X509Certificates;

namespace MeshFunctions.Tests.Trust;

/// <summary>What a request shows of itself.</summary>
internal sealed class Shown
{
    public List<(string Name, string Value)> Headers { get; } = [];

    public X509Certificate2? Certificate { get; init; }

    /// <summary>Makes the assertion for all that the request shows in the end; null where nobody signs it.</summary>
    public Func<Shown, string>? Sign { get; init; }

    /// <summary>The headers as they are sent.</summary>
    public (string Name, string Value)[] Sent => Sign is null ? [.. Headers] : [.. Headers, ("Mesh-Hop-Assertion", Sign(this))];

    public Shown With(string name, string value)
    {
        Headers.Add((name, value));
        return this;
    }

    /// <summary>One request with the material of both.</summary>
    public Shown And(Shown other)
    {
        var both = new Shown { Certificate = Certificate ?? other.Certificate, Sign = Sign ?? other.Sign };
        both.Headers.AddRange([.. Headers, .. other.Headers]);
        return both;
    }
}
