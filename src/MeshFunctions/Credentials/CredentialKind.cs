namespace MeshFunctions.Credentials;

/// <summary>Which Azure.Identity credential the app uses. One is chosen by name; none is ever found by trying.</summary>
public enum CredentialKind
{
    /// <summary>The managed identity of the function app or the machine.</summary>
    ManagedIdentity,

    /// <summary>Workload identity federation, as on Kubernetes: a projected service-account token is exchanged.</summary>
    WorkloadIdentity,

    /// <summary>A client's id with a secret or certificate in the variables <c>AZURE_*</c>.</summary>
    Environment,

    /// <summary>The account that is signed in to the Azure command line: for development.</summary>
    AzureCli,
}
