using System.Collections.Immutable;

namespace MeshFunctions.Trust;

/// <summary>
/// What the platform says about itself, in environment variables of this process and nowhere else: configuration can be written by whoever deploys the app,
/// and must not be able to pretend that a platform overwrites what clients send.
/// </summary>
/// <param name="WebsiteInstanceId"><c>WEBSITE_INSTANCE_ID</c>: set where the process runs on App Service, the Premium and the Windows Consumption plan.</param>
/// <param name="WebsiteAuthEnabled"><c>WEBSITE_AUTH_ENABLED</c>: <c>True</c> where App Service Authentication is on.</param>
/// <param name="KubernetesServiceHost"><c>KUBERNETES_SERVICE_HOST</c>: set in every container of a Kubernetes pod.</param>
internal sealed record HostEnvironment(string? WebsiteInstanceId, string? WebsiteAuthEnabled, string? KubernetesServiceHost)
{
    private const string InstanceId = "WEBSITE_INSTANCE_ID";
    private const string KubernetesHost = "KUBERNETES_SERVICE_HOST";

    /// <summary>What Azure's hosts set in the processes of an app, and Core Tools do not.</summary>
    public static ImmutableArray<string> CloudSigns { get; } =
    [
        InstanceId, KubernetesHost, "CONTAINER_APP_NAME", "CONTAINER_NAME", "LEGION_SERVICE_HOST", "WEBSITE_POD_NAME", "WEBSITE_SKU", "WEBSITE_SITE_NAME", "WEBSITE_OWNER_NAME",
    ];

    /// <summary>A machine that is none of these platforms.</summary>
    public static HostEnvironment None { get; } = new(null, null, null);

    /// <summary><c>AZURE_FUNCTIONS_ENVIRONMENT</c>: Core Tools set it to <c>Development</c>.</summary>
    public string? FunctionsEnvironment { get; init; }

    /// <summary>
    /// The variables of <see cref="CloudSigns"/> that are set: App Service and Premium have <c>WEBSITE_INSTANCE_ID</c>, Consumption and Flex Consumption on Linux do not, but have others.
    /// </summary>
    public IReadOnlyList<string> Cloud { get; init; } = [];

    /// <summary>A developer's machine: said to be one, and no sign of any platform.</summary>
    public bool IsDevelopment => string.Equals(FunctionsEnvironment, "Development", StringComparison.Ordinal) && !IsAppService && !IsKubernetes && Cloud.Count == 0;

    public bool IsAppService => !string.IsNullOrEmpty(WebsiteInstanceId);

    public bool AuthenticatesUsers => string.Equals(WebsiteAuthEnabled, "True", StringComparison.OrdinalIgnoreCase);

    public bool IsKubernetes => !string.IsNullOrEmpty(KubernetesServiceHost);

    public static HostEnvironment Read() => Read(Environment.GetEnvironmentVariable);

    /// <summary>Reads the variables; a name gives its value, or null.</summary>
    public static HostEnvironment Read(Func<string, string?> variable) => new(variable(InstanceId), variable("WEBSITE_AUTH_ENABLED"), variable(KubernetesHost))
    {
        FunctionsEnvironment = variable("AZURE_FUNCTIONS_ENVIRONMENT"),
        Cloud = [.. CloudSigns.Where(name => !string.IsNullOrEmpty(variable(name)))],
    };
}
