using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gatekeeper;

/// <summary>
/// What the edge shows of itself. Without it every process of this machine could have any identity signed that it likes. Compared as SHA-256, in a time that says nothing.
/// </summary>
internal sealed class EdgeKey
{
    private const int MinLength = 32;

    private readonly byte[] _digest;

    private EdgeKey(string key) => _digest = SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <exception cref="InvalidDataException">The file holds no key, or one that is too short, or is open to others.</exception>
    public static EdgeKey Load(string file) =>
        PrivateKeyFile.Read(file).Split('\n')[0].TrimEnd('\r') is { Length: >= MinLength } key
            ? new EdgeKey(key)
            : throw new InvalidDataException($"The first line of {file} is no key of {MinLength} characters or more.");

    public bool IsShownBy(HttpRequest request) =>
        request.Headers[EdgeHeaders.Key] is [{ } shown]
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(shown)), _digest);
}
