namespace MeshFunctions.Aws;

/// <summary>Reads each answer as a whole before anything is made of it: at most <see cref="MaxLength"/> bytes, and none that brings a document type.</summary>
internal sealed class BoundedAnswers(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Longest answer, in bytes; STS's own have a few thousand.</summary>
    public const int MaxLength = 256 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            await response.Content.LoadIntoBufferAsync(MaxLength, cancellationToken).ConfigureAwait(false);
            var content = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return content.AsSpan().IndexOf("<!DOCTYPE"u8) < 0 ? response : throw new HttpRequestException("The answer has a document type.");
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
