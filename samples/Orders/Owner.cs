using MeshFunctions.Identity;

namespace Orders;

/// <summary>Who placed an order, and so who may see it. A subject means something only together with its issuer.</summary>
public readonly record struct Owner(string Issuer, string Subject)
{
    public static Owner Of(CallerIdentity? caller) =>
        caller is null ? throw new InvalidOperationException("[Authorize] lets nobody in without a caller.") : new Owner(caller.Issuer, caller.Subject);
}
