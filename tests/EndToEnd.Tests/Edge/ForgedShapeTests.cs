using System.Net;
using EndToEnd.Tests.Mesh;
using Harness.Checks;
using Harness.Forgery;
using Harness.Requests;

namespace EndToEnd.Tests.Edge;

/// <summary>What the demo's forger sends in odd shapes, and exactly what it gets.</summary>
[Collection(MeshCollection.Name)]
public sealed class ForgedShapeTests(MeshFixture mesh)
{
    public static TheoryData<string, string> AtEdge
    {
        get
        {
            TheoryData<string, string> rows = [];
            foreach (ForgedVariant variant in Enum.GetValues<ForgedVariant>())
            {
                rows.Add(variant.ToString(), "1.1");
                rows.Add(variant.ToString(), "2.0");
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(AtEdge))]
    public async Task T01_T07_T08_T18_every_family_in_any_shape_through_the_edge_changes_nothing(string variant, string version)
    {
        foreach (ForgedFamily family in mesh.Context.Forged.All)
        {
            Answer answer = await ForgedShapes.AtEdgeAsync(
                mesh.Context, family, Enum.Parse<ForgedVariant>(variant), Version.Parse(version), TestContext.Current.CancellationToken);

            ForgedShapes.IsTheRealOne(answer).ShouldBeTrue($"{family}: {(int)answer.Status} {answer.Body}");
        }
    }

    [Theory]
    [InlineData("nginx", nameof(ForgedVariant.Doubled), HttpStatusCode.OK)]
    [InlineData("nginx", nameof(ForgedVariant.Joined), HttpStatusCode.OK)]
    [InlineData("nginx", nameof(ForgedVariant.Oversize), HttpStatusCode.RequestHeaderFieldsTooLarge)]
    [InlineData("hop-proofs", nameof(ForgedVariant.Doubled), HttpStatusCode.BadRequest)]
    [InlineData("hop-proofs", nameof(ForgedVariant.Joined), HttpStatusCode.BadRequest)]
    [InlineData("hop-proofs", nameof(ForgedVariant.Oversize), HttpStatusCode.RequestHeaderFieldsTooLarge)]
    [InlineData("hop-proofs", nameof(ForgedVariant.Underscores), HttpStatusCode.OK)]
    [InlineData("hop-proofs", nameof(ForgedVariant.OddCase), HttpStatusCode.OK)]
    [InlineData("hop-proofs", nameof(ForgedVariant.EightBit), HttpStatusCode.OK)]
    [InlineData("envoy", nameof(ForgedVariant.Doubled), HttpStatusCode.OK)]
    [InlineData("envoy", nameof(ForgedVariant.Oversize), HttpStatusCode.OK)]
    [InlineData("dapr", nameof(ForgedVariant.Doubled), HttpStatusCode.OK)]
    public async Task T01_T07_T18_at_the_port_of_an_app_it_is_refused_or_nobody(string family, string variant, HttpStatusCode expected)
    {
        ForgedFamily forged = mesh.Context.Forged.All.Single(candidate => string.Equals(candidate.Name, family, StringComparison.Ordinal));

        Answer answer = await ForgedShapes.AtAppAsync(mesh.Context, forged, Enum.Parse<ForgedVariant>(variant), TestContext.Current.CancellationToken);

        answer.Status.ShouldBe(expected, answer.Body);
        ForgedShapes.IsNobody(answer).ShouldBeTrue(answer.Body);
    }
}
