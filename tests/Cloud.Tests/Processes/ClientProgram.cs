using Azure.Core;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;

namespace Cloud.Tests.Processes;

/// <summary>
/// What a function app does, in a process of its own: the unmodified clients read <c>IDENTITY_ENDPOINT</c>, <c>IDENTITY_HEADER</c> and <c>SSL_CERT_FILE</c>
/// from the environment, which one process has only once. Prints what it got, or the exception's type and message.
/// </summary>
internal static class ClientProgram
{
    public const string Switch = "--client";

    public static async Task<int> RunAsync(string[] arguments)
    {
        try
        {
            await Console.Out.WriteLineAsync(arguments switch
            {
                ["token", var resource] => await TokenAsync(ManagedIdentityId.SystemAssigned, resource),
                ["token", var resource, "client", var id] => await TokenAsync(ManagedIdentityId.FromUserAssignedClientId(id), resource),
                ["token", var resource, "object", var id] => await TokenAsync(ManagedIdentityId.FromUserAssignedObjectId(id), resource),
                ["token", var resource, "resource", var id] => await TokenAsync(ManagedIdentityId.FromUserAssignedResourceId(new ResourceIdentifier(id)), resource),
                ["secret", var vault, var name] => await SecretAsync(new Uri(vault), name),
                _ => throw new ArgumentException("unknown command", nameof(arguments)),
            });
            return 0;
        }
        catch (Exception fault) when (fault is AuthenticationFailedException or Azure.RequestFailedException)
        {
            await Console.Out.WriteLineAsync($"{fault.GetType().Name}: {fault}");
            return 1;
        }
    }

    private static async Task<string> TokenAsync(ManagedIdentityId identity, string resource) =>
        (await Credential(identity).GetTokenAsync(new TokenRequestContext([$"{resource}/.default"]))).Token;

    private static async Task<string> SecretAsync(Uri vault, string name)
    {
        var client = new SecretClient(vault, Credential(ManagedIdentityId.SystemAssigned), new SecretClientOptions { DisableChallengeResourceVerification = true });
        return (await client.GetSecretAsync(name)).Value.Value;
    }

    // No retries: a test that waits for what is refused waits for nothing.
    private static ManagedIdentityCredential Credential(ManagedIdentityId identity) =>
        new(new ManagedIdentityCredentialOptions(identity) { Retry = { MaxRetries = 0 } });
}
