using System.Net;
using EndToEnd.Tests.Mesh;
using Harness.Checks;
using Harness.Requests;
using Harness.Stack;

namespace EndToEnd.Tests.Edge;

[Collection(MeshCollection.Name)]
public sealed class MainPathTests(MeshFixture mesh)
{
    [Fact]
    public async Task Order_of_the_writer_is_one_trace_through_seven_logs() => (await mesh.FaultsAsync(new OneTrace())).ShouldBeEmpty();

    [Fact]
    public async Task Order_of_the_user_without_the_role_never_reaches_the_function() => (await mesh.FaultsAsync(new RoleMissing())).ShouldBeEmpty();

    [Fact]
    public async Task Order_without_a_token_is_challenged() => (await mesh.FaultsAsync(new NoToken())).ShouldBeEmpty();

    [Fact]
    public async Task Order_with_an_expired_or_foreign_token_is_challenged() => (await mesh.FaultsAsync(new BadTokens())).ShouldBeEmpty();

    [Fact]
    public async Task Order_can_be_read_by_whoever_placed_it_and_by_nobody_else()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        string writer = await mesh.Context.Cloud.WriterAsync(cancellationToken);
        string user = await mesh.Context.Cloud.UserAsync(cancellationToken);
        Answer placed = await Ask.OrderAsync(mesh.Context.Edge, writer, cancellationToken);
        placed.Status.ShouldBe(HttpStatusCode.Created, placed.Body);
        Uri order = new($"/api/orders/{placed.Text("id")}", UriKind.Relative);

        Answer own = await Ask.GetAsync(mesh.Context.Edge, order, Ask.Bearer(writer), cancellationToken);
        Answer foreign = await Ask.GetAsync(mesh.Context.Edge, order, Ask.Bearer(user), cancellationToken);

        own.Status.ShouldBe(HttpStatusCode.OK, own.Body);
        foreign.Status.ShouldBe(HttpStatusCode.NotFound, foreign.Body);
    }

    [Fact]
    public async Task Whoami_names_the_real_hop_peer_and_caller()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        string token = await mesh.Context.Cloud.UserAsync(cancellationToken);

        WhoAmI seen = await Ask.WhoAmIAsync(mesh.Context.Edge, Ask.Bearer(token), cancellationToken);

        seen.Proven.ShouldBeTrue();
        seen.Hop.ShouldBe(MeshNames.Hop);
        seen.Peer.ShouldBe(MeshNames.EdgeId);
        seen.Caller.ShouldBe(MeshNames.User);
        seen.Origin.ShouldBe("w3c");
    }
}
