using System.Diagnostics.CodeAnalysis;

namespace EndToEnd.Tests.Mesh;

/// <summary>The tests that share one running mesh.</summary>
[CollectionDefinition(Name)]
[SuppressMessage("Naming", "CA1711", Justification = "That is what xunit calls it.")]
public sealed class MeshCollection : ICollectionFixture<MeshFixture>
{
    public const string Name = "mesh";
}
