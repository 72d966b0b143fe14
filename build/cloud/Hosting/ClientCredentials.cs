using System.Text;

namespace LocalCloud.Hosting;

/// <summary>Client id and secret of a token request: from HTTP Basic or from the form (RFC 6749 §2.3.1), never from both.</summary>
internal sealed class ClientCredentials
{
    private ClientCredentials(string? id, string? secret)
    {
        Id = id;
        Secret = secret;
    }

    public string? Id { get; }

    public string? Secret { get; }

    /// <returns>Null if the request is malformed.</returns>
    public static ClientCredentials? Read(HttpRequest request, IFormCollection form)
    {
        var id = form["client_id"];
        var secret = form["client_secret"];
        var authorization = request.Headers.Authorization;
        if (id.Count > 1 || secret.Count > 1 || authorization.Count > 1)
        {
            return null;
        }

        if (authorization.Count == 0)
        {
            return new ClientCredentials(Value(id), Value(secret));
        }

        // The id may stand in the body too, if it is the same.
        return Basic(authorization.ToString()) is { } basic && secret.Count == 0 &&
            (id.Count == 0 || string.Equals(id[0], basic.Id, StringComparison.Ordinal))
            ? basic
            : null;
    }

    private static ClientCredentials? Basic(string value)
    {
        const string Scheme = "Basic ";
        var buffer = new byte[value.Length];
        if (!value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ||
            !Convert.TryFromBase64String(value[Scheme.Length..].Trim(), buffer, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2);
        return pair.Length == 2 ? new ClientCredentials(Decode(pair[0]), Decode(pair[1])) : null;
    }

    private static string Decode(string value) => Uri.UnescapeDataString(value.Replace('+', ' '));

    private static string? Value(Microsoft.Extensions.Primitives.StringValues values) => values is [{ Length: > 0 } value] ? value : null;

    public override string ToString() => "***";
}
