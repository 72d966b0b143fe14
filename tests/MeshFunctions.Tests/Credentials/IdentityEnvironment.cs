using System.Diagnostics.CodeAnalysis;

namespace MeshFunctions.Tests.Credentials;

/// <summary>Tests that set the variables of the managed identity, which are the whole process's.</summary>
[CollectionDefinition(nameof(IdentityEnvironment), DisableParallelization = true)]
[SuppressMessage("Maintainability", "CA1515:Consider making public types internal", Justification = "xunit demands a public class (xUnit1027).")]
public sealed class IdentityEnvironment;
