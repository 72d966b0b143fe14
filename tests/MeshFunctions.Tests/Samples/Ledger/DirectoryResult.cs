namespace MeshFunctions.Tests.Samples.Ledger;

/// <summary>Result codes of LDAP, RFC 4511 §4.1.9.</summary>
internal enum DirectoryResult
{
    Success = 0,
    InvalidCredentials = 49,
}
