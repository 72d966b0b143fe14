namespace MeshFunctions.Credentials.Leases;

/// <summary>When an access token is due for renewal.</summary>
internal static class LeaseRenewal
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(30);
    private const double Share = 0.1;

    /// <summary>
    /// What the issuer asks for, else the earlier of half of the life that is left and five minutes before its end. Never sooner than in
    /// 30 s (half of the life left, if that is less), so that an issuer which returns the same token again and again is not asked in a loop.
    /// The jitter, 0 to 1, puts it off by up to a tenth of the time that is then left, five minutes at most: never before the issuer wants it.
    /// </summary>
    public static DateTimeOffset Due(DateTimeOffset now, DateTimeOffset expiresOn, DateTimeOffset? refreshOn, double jitter = 0)
    {
        var half = (expiresOn - now) / 2;
        var due = refreshOn < expiresOn ? refreshOn.Value : Earlier(now + half, expiresOn - Margin);
        var soonest = now + (half < ShortestWait ? half : ShortestWait);
        due = due < soonest ? soonest : due;
        var spread = (expiresOn - due) * Share;
        return due + ((spread < Margin ? spread : Margin) * jitter);
    }

    private static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;
}
