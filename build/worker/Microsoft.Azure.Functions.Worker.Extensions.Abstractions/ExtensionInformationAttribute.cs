namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Names the host extension that belongs to a worker extension.</summary>
/// <param name="extensionPackage">The host extension's package id.</param>
/// <param name="extensionVersion">The host extension's version.</param>
/// <param name="enableImplicitRegistration">Whether the extension is registered without being used.</param>
[AttributeUsage(AttributeTargets.Assembly)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1813", Justification = "The genuine type is not sealed.")]
public class ExtensionInformationAttribute(string extensionPackage, string extensionVersion, bool enableImplicitRegistration) : Attribute
{
    /// <summary>Names an extension that is not registered implicitly.</summary>
    /// <param name="extensionPackage">The host extension's package id.</param>
    /// <param name="extensionVersion">The host extension's version.</param>
    public ExtensionInformationAttribute(string extensionPackage, string extensionVersion)
        : this(extensionPackage, extensionVersion, enableImplicitRegistration: false)
    {
    }

    /// <summary>The host extension's package id.</summary>
    public string ExtensionPackage { get; } = extensionPackage;

    /// <summary>The host extension's version.</summary>
    public string ExtensionVersion { get; } = extensionVersion;

    /// <summary>Whether the extension is registered without being used.</summary>
    public bool EnableImplicitRegistration { get; } = enableImplicitRegistration;
}
