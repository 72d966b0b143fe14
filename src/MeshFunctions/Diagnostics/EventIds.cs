using MeshFunctions.Authorization.Rules;

namespace MeshFunctions.Diagnostics;

/// <summary>The catalogue of log event ids; a hundred per stage, never reused.</summary>
internal static class EventIds
{
    // Hosting 1000–1099
    public const int UnhandledException = 1000;
    public const int RequestCancelled = 1001;
    public const int HopsConfigured = 1003;
    public const int NoHopConfigured = 1004;
    public const int AccessTable = 1005;
    public const int InputUnreadable = 1006;
    public const int DevelopmentIdentity = 1007;
    public const int CustomHeadersConfigured = 1010;

    // Credentials 1100–1199
    public const int LeaseRenewed = 1100;
    public const int LeaseRefreshFailed = 1101;
    public const int LeaseUnavailable = 1102;
    public const int SecretExpiring = 1103;
    public const int SecretListenerFailed = 1104;
    public const int CertificateTaken = 1150;
    public const int CertificateRefused = 1151;
    public const int CertificateExpiring = 1152;
    public const int CertificateExpired = 1153;

    // Tokens 1200–1299
    public const int KeysRefreshed = 1200;
    public const int KeysRefreshFailed = 1201;
    public const int TokenRefused = 1202;

    // Trust 1300–1399
    public const int HopKeyUnusable = 1301;
    public const int TrustBundleTaken = 1302;
    public const int TrustBundleRefused = 1303;
    public const int PlatformTrusted = 1304;
    public const int IsolationTrusted = 1305;
    public const int ForwardedCertificateTrusted = 1306;
    public const int ReplaysKnownHereOnly = 1307;
    public const int HopKeysRead = 1310;
    public const int HopKeysUnusable = 1311;
    public const int ReplayStoreFailed = 1312;
    public const int HopKeyShared = 1313;

    // Tracing 1400–1499

    // Identity 1500–1599
    public const int IdentitySourceFailed = 1500;

    // Authorization 1600–1699
    public const int AccessDecided = 1600;
    public const int FunctionUnknown = 1601;
    public const int PolicyShadowed = 1602;
    public const int ShadowOver = 1603;

    // Outbound 1700–1799
    public const int TokenWithheld = 1700;
    public const int OutboundPeerRefused = 1701;
    public const int OutboundBundleUnreadable = 1702;
    public const int WorkloadCertificateMissing = 1703;
    public const int TransactionWithheld = 1704;
    public const int OutboundBundleTaken = 1705;
    public const int RedirectNotFollowed = 1706;
    public const int ChallengeTaken = 1707;
    public const int ChallengeNotTaken = 1708;
    public const int TraceWithheld = 1709;

    // Readiness 1800–1899
    public const int WarmUpDone = 1800;
    public const int WarmUpMissing = 1801;
    public const int WarmUpFailed = 1802;
}
