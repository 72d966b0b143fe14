namespace MeshFunctions.Trust;

/// <summary>
/// What the platform says about itself, in environment variables of this process and nowhere else: configuration can be written by whoever deploys the app,
/// and must not be able to pretend that a platform overwrites what clients send.
/// </summary>
/// <param name="WebsiteInstanceId"><c>WEBSITE_INSTANCE_ID</c>: set where the process runs on App Service or on Azure Functions' own plans.</param>
/// <param name="WebsiteAuthEnabled"><c>WEBSITE_AUTH_ENABLED</c>: <c>True</c> where App Service Authentication is on.</param>
/// <param name="KubernetesServiceHost"><c>KUBERNETES_SERVICE_HOST</c>: set in every container of a Kubernetes pod.</param>
internal sealed record HostEnvironment(string? WebsiteInstanceId, string? WebsiteAuthEnabled, string? KubernetesServiceHost)
{
    /// <summary>A machine that is none of these platforms.</summary>
    public static HostEnvironment None { get; } = new(null, null, null);

    /// <summary><c>AZURE_FUNCTIONS_ENVIRONMENT</c>: Core Tools set it to <c>Development</c>.</summary>
    public string? FunctionsEnvironment { get; init; }

    /// <summary><c>CONTAINER_APP_NAME</c>: set in every container of Azure Container Apps.</summary>
    public string? ContainerAppName { get; init; }

    /// <summary>A developer's machine: said to be one, and no sign of any platform.</summary>
    public bool IsDevelopment =>
        string.Equals(FunctionsEnvironment, "Development", StringComparison.Ordinal) && !IsAppService && !IsKubernetes && string.IsNullOrEmpty(ContainerAppName);

    public bool IsAppService => !string.IsNullOrEmpty(WebsiteInstanceId);

    public bool AuthenticatesUsers => string.Equals(WebsiteAuthEnabled, "True", StringComparison.OrdinalIgnoreCase);

    public bool IsKubernetes => !string.IsNullOrEmpty(KubernetesServiceHost);

    public static HostEnvironment Read() => new(
        Environment.GetEnvironmentVariable("WEBSITE_INSTANCE_ID"),
        Environment.GetEnvironmentVariable("WEBSITE_AUTH_ENABLED"),
        Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST"))
    {
        FunctionsEnvironment = Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT"),
        ContainerAppName = Environment.GetEnvironmentVariable("CONTAINER_APP_NAME"),
    };
}
