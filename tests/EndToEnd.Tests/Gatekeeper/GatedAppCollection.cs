using System.Diagnostics.CodeAnalysis;

namespace EndToEnd.Tests.Gatekeeper;

/// <summary>The tests that share one app behind a gatekeeper.</summary>
[CollectionDefinition(Name)]
[SuppressMessage("Naming", "CA1711", Justification = "That is what xunit calls it.")]
public sealed class GatedAppCollection : ICollectionFixture<GatedApp>
{
    public const string Name = "gated";
}
