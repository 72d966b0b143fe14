namespace MeshFunctions.Identity.Vouched;

/// <summary>What one source came to: an identity, nothing, or why what was there is not believed.</summary>
/// <param name="Identity">Whom the hop vouches for; null where it names nobody validly.</param>
/// <param name="Refusal">The label to count; null where nothing is wrong.</param>
internal readonly record struct VouchedReading(VouchedIdentity? Identity, string? Refusal)
{
    public static VouchedReading Of(VouchedIdentity identity) => new(identity, null);

    public static VouchedReading Refused(string reason) => new(null, reason);
}
