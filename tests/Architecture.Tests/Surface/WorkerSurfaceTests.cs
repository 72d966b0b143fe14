using Microsoft.Azure.Functions.Worker;

namespace Architecture.Tests.Surface;

public sealed class WorkerSurfaceTests
{
    [Theory]
    [InlineData("core-1.15.0.txt")]
    [InlineData("core-2.52.0.txt")]
    public void Library_uses_only_what_both_worker_versions_have(string list)
    {
        var api = ApiList.Read(list, "abstractions-1.3.0.txt");
        var members = WorkerReferences.Members(Library.Path);
        members.ShouldNotBeEmpty();
        Missing(api, WorkerReferences.Types(Library.Path), members).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("core-1.15.0.txt")]
    [InlineData("core-2.52.0.txt")]
    public void References_are_found_in_the_form_of_the_lists(string list)
    {
        var own = typeof(WorkerUse).Assembly.Location;
        var members = WorkerReferences.Members(own);
        members.Select(static used => used.Member.Name).ShouldBe(
            [
                ".ctor", "get_Features", "Get", "GetInvocationResult", "set_Value", "GetOutputBindings", "get_BindingType", "set_Value",
                "GetHttpRequestDataAsync", "CreateResponse", "WriteStringAsync", "Use", "get_Serializer", "Invoke",
            ],
            ignoreOrder: true);
        Missing(ApiList.Read(list, "abstractions-1.3.0.txt"), WorkerReferences.Types(own), members).ShouldBeEmpty();
    }

    [Fact]
    public void Stand_in_has_no_public_member_that_the_genuine_assemblies_lack()
    {
        // AddDefaultInputConvertersToWorkerOptions may be public in a stand-in; ours is internal, so there is no exception to make.
        Unlisted(ApiList.Read("core-1.15.0.txt"), SurfaceText.Of(typeof(FunctionContext).Assembly)).ShouldBeEmpty();
        Unlisted(ApiList.Read("abstractions-1.3.0.txt"), SurfaceText.Of(typeof(FunctionAttribute).Assembly)).ShouldBeEmpty();
        SurfaceText.Of(System.Reflection.Assembly.Load("Microsoft.Azure.Functions.Worker.Grpc")).ShouldBeEmpty();
    }

    [Fact]
    public void Comparison_finds_what_is_not_in_a_list()
    {
        var without = ApiList.Parse(File.ReadLines(Repository.PathOf("tests", "Architecture.Tests", "WorkerApi", "core-1.15.0.txt"))
            .Where(static line => !line.Contains("TraceParent", StringComparison.Ordinal)));
        Unlisted(without, SurfaceText.Of(typeof(FunctionContext).Assembly)).ShouldBe(
            ["Microsoft.Azure.Functions.Worker.TraceContext: abstract string TraceParent { get; }"]);
        Missing(without, [], [("Microsoft.Azure.Functions.Worker.TraceContext", new ListedMember("get_TraceParent", "string", ""))]).ShouldHaveSingleItem();
        Missing(without, ["Microsoft.Azure.Functions.Worker.Gone"], []).ShouldHaveSingleItem();
    }

    private static List<string> Missing(ApiList api, IEnumerable<string> types, IEnumerable<(string Type, ListedMember Member)> members) =>
    [
        .. types.Where(type => api.Lines(type).Count == 0),
        .. members.Where(used => !api.Lines(used.Type).SelectMany(ListedMember.Parse).Contains(used.Member)).Select(static used => $"{used.Type}: {used.Member}"),
    ];

    private static List<string> Unlisted(ApiList api, IEnumerable<string> surface)
    {
        var own = ApiList.Parse(surface);
        return [.. own.Types.SelectMany(type => own.Lines(type).Except(api.Lines(type), StringComparer.Ordinal).Select(line => $"{type}: {line}"))];
    }
}
