namespace MeshFunctions.Trust.Assertions;

/// <summary>Names of the headers that <c>hdh</c> covers. The order is part of the canonical form: lower-case names by their code points.</summary>
internal static class CoveredHeaderNames
{
    // Part of a wire format: a name more or less is a new HopAssertion.HeadersVersion.
    public static readonly string[] OfLibrary = Sorted(
    [
        "x-client-verify", "x-client-cert", "x-forwarded-client-cert", "l5d-client-id", "dapr-caller-app-id", "dapr-caller-namespace",
        "client-cert", "client-cert-chain", "x-arr-clientcert", "x-ms-client-principal", "x-ms-client-principal-id", "x-ms-client-principal-name",
        "x-ms-client-principal-idp", "txn-token",
    ]);

    /// <summary>The library's own, and those that the app names; each once.</summary>
    public static string[] With(IEnumerable<string> customNames) => Sorted([.. OfLibrary, .. customNames.Select(static name => name.ToLowerInvariant())]);

    private static string[] Sorted(IEnumerable<string> names)
    {
        string[] sorted = [.. names.Distinct(StringComparer.Ordinal)];
        Array.Sort(sorted, StringComparer.Ordinal);
        return sorted;
    }
}
