namespace MeshFunctions.Credentials;

/// <summary>
/// When a service that refused a token wants to be asked again. The managed identity's client loses the headers on its way up, so the retry policy below it notes it for
/// the fetch that it serves.
/// </summary>
internal sealed class RetryAdvice
{
    /// <summary>Where a failure carries the advice, in the syntax of this header.</summary>
    public const string Key = "Retry-After";

    private static readonly AsyncLocal<RetryAdvice?> Ambient = new();
    private string? _text;

    /// <summary>Begins to listen, for what this asynchronous flow does from here on.</summary>
    public static RetryAdvice Listen() => Ambient.Value = new RetryAdvice();

    /// <summary>Notes the advice of an answer, as <see cref="RetryHeaders.Read"/> gives it.</summary>
    public static void Note(string text)
    {
        if (Ambient.Value is { } advice)
        {
            Volatile.Write(ref advice._text, text);
        }
    }

    /// <summary>Gives a failure the advice that was noted, if any was.</summary>
    public void AddTo(Exception failure)
    {
        if (Volatile.Read(ref _text) is { } text)
        {
            failure.Data[Key] = text;
        }
    }
}
