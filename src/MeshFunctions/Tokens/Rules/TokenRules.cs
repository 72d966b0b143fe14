namespace MeshFunctions.Tokens.Rules;

/// <summary>Which rules hold for which kind of issuer, in their order. A kind that is not here has no tokens.</summary>
internal static class TokenRules
{
    private static readonly ITokenRule[] Shared =
    [
        new ExpirationRule(),
        new NotBeforeRule(),
        new IssuedAtRule(),
        new AudienceRule(),
        new SubjectRule(),
        new AccessTokenProfileRule(),
        new IdTokenRule(),
        new ConfirmationRule(),
        new ClaimShapeRule(),
    ];

    private static readonly ITokenRule[] Oidc = [new OidcTypeRule(), .. Shared];

    private static readonly ITokenRule[] Spiffe =
    [
        new SvidHeaderRule(),
        new ExpirationRule(),
        new NotBeforeRule(),
        new IssuedAtRule(),
        new AudienceRule(),
        new SvidSubjectRule(),
        new ConfirmationRule(),
        new ClaimShapeRule(),
    ];

    private static readonly ITokenRule[] Kubernetes = [new JwtTypeRule(), .. Shared, new KubernetesSubjectRule()];

    private static readonly ITokenRule[] Entra = [new JwtTypeRule(), .. Shared, new EntraTenantRule(), new EntraVersionRule(), new EntraAccessTokenRule()];

    private static readonly ITokenRule[] Transaction =
    [
        new TransactionTypeRule(),
        new ExpirationRule(),
        new NotBeforeRule(),
        new IssuedAtRule(),
        new SingleAudienceRule(),
        new AudienceRule(),
        new SubjectRule(),
        new TransactionClaimsRule(),
        new ConfirmationRule(),
    ];

    public static ITokenRule[] For(IssuerKind kind) => kind switch
    {
        IssuerKind.Oidc => Oidc,
        IssuerKind.Entra => Entra,
        IssuerKind.Spiffe => Spiffe,
        IssuerKind.Kubernetes => Kubernetes,
        IssuerKind.Transaction => Transaction,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No rules for this kind of issuer."),
    };
}
