using System.Text;

namespace MeshFunctions.Aws;

/// <summary>A token that something else keeps in a file, as the kubelet does; read for every exchange.</summary>
internal sealed class TokenFileSource(string path) : IWebIdentitySource
{
    // What STS takes at most.
    private const int LongestToken = 20_000;

    public async Task<WebIdentityToken> ReadAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestToken + 2];
        var length = 0;
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            length = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        }

        var token = Encoding.ASCII.GetString(buffer, 0, length).Trim();
        return token.Length is 0 or > LongestToken || token.Any(static character => char.IsWhiteSpace(character) || char.IsControl(character))
            ? throw new InvalidDataException("The file of the web identity token is empty, too large, or holds more than a token.")
            : new(token, TokenExpiry.Of(token));
    }
}
