namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>A cookie (RFC 6265).</summary>
public interface IHttpCookie
{
    /// <summary>The domain that receives it.</summary>
    string? Domain { get; }

    /// <summary>When it ends.</summary>
    DateTimeOffset? Expires { get; }

    /// <summary>Whether scripts cannot read it.</summary>
    bool? HttpOnly { get; }

    /// <summary>Its life in seconds.</summary>
    double? MaxAge { get; }

    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>The path that receives it.</summary>
    string? Path { get; }

    /// <summary>Whether other sites send it.</summary>
    SameSite SameSite { get; }

    /// <summary>Whether it travels over TLS only.</summary>
    bool? Secure { get; }

    /// <summary>Its value.</summary>
    string Value { get; }
}
