namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Whether other sites send a cookie.</summary>
public enum SameSite
{
    /// <summary>Not said.</summary>
    None,

    /// <summary>On top-level navigation.</summary>
    Lax,

    /// <summary>Never.</summary>
    Strict,

    /// <summary>Always, said explicitly.</summary>
    ExplicitNone,
}
