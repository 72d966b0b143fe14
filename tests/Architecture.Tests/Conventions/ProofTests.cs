using System.Reflection;

namespace Architecture.Tests.Conventions;

/// <summary>Identity headers cannot be read without a proven hop, by type.</summary>
public sealed class ProofTests
{
    private static Type Proven { get; } = Library.Assembly.GetType("MeshFunctions.Trust.HopTrust+Proven", throwOnError: true)!;

    [Fact]
    public void Only_a_proven_hop_grants_identity_headers()
    {
        var grant = Library.Assembly.GetType("MeshFunctions.Headers.IHeaderGrant", throwOnError: true)!;
        Library.Assembly.GetTypes().Where(type => type != grant && type.IsAssignableTo(grant)).ShouldBe([Proven]);
    }

    [Fact]
    public void Nobody_outside_can_make_a_proven_hop()
    {
        Proven.IsSealed.ShouldBeTrue();
        Proven.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .ShouldAllBe(static constructor => !constructor.IsPublic && !constructor.IsFamily && !constructor.IsFamilyOrAssembly);
        Library.Assembly.GetExportedTypes()
            .SelectMany(static type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .ShouldNotContain(static method => method.ReturnType == Proven);
    }
}
