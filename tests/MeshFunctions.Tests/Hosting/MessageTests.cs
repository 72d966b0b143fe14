using System.Diagnostics;
using System.Text;
using System.Text.Json;
using MeshFunctions.Authorization;
using MeshFunctions.Hosting;
using MeshFunctions.Tests.Identity;
using MeshFunctions.Tests.Tracing.Triggers;
using MeshFunctions.Tracing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace MeshFunctions.Tests.Hosting;

/// <summary>Invocations by other triggers than HTTP, through all stages.</summary>
[Collection(ActivityListening.Name)]
public sealed class MessageTests(MeshAppFixture mesh) : IClassFixture<MeshAppFixture>
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Parent = $"00-{Trace}-b7ad6b7169203331-01";
    private const string Host = "00-11111111111111111111111111111111-2222222222222222-01";

    public static MatrixTheoryData<string, string> KeysOfTriggers => new(
        ["serviceBusTrigger", "eventHubTrigger", "kafkaTrigger", "eventGridTrigger", "queueTrigger", "timerTrigger", "blobTrigger", "cosmosDBTrigger", "orchestrationTrigger"],
        [
            "ApplicationProperties", "UserProperties", "Properties", "SystemProperties", "Headers", "ApplicationPropertiesArray", "UserPropertiesArray", "PropertiesArray",
            "HeadersArray", "data", "traceparent", "Query",
        ]);

    public static TheoryData<MessageShape> Shapes => [.. MessageShape.Singles, .. MessageShape.Batches];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task T58_A_body_that_overwrites_the_binding_data_is_a_trace_at_most_and_never_an_identity(MessageShape shape)
    {
        var data = Data(shape);
        var headers = JsonSerializer.Serialize(Hostile());
        data.TryAdd("Headers", headers);
        foreach (var (name, value) in Hostile().Where(static pair => pair.Key is not "traceparent"))
        {
            data[name] = value;
        }

        var seen = await RunAsync(shape, data, static (context, services) => (
            Lineage: context.Features.Get<TraceLineage>(),
            Features: context.Features.Select(static feature => feature.Key).ToArray(),
            Mesh: context.Features.Get<MeshContext>(),
            Scoped: Record(() => services.GetService<MeshContext>())));

        seen.Features.ShouldBe([typeof(TraceLineage)], "neither headers, trust, peer, caller nor decision");
        seen.Mesh.ShouldBeNull();
        seen.Scoped.ShouldBeOfType<InvalidOperationException>();
        seen.Lineage!.Baggage.ShouldBeEmpty();
        using var request = mesh.As(mesh.FromEdge(MeshAppFixture.Get("open")), MeshAppFixture.Writer);
        var control = await mesh.SeeAsync(request);
        control.Proven.ShouldBeTrue();
        control.Peer.ShouldNotBeNull();
        control.Caller.ShouldBe("wim");
    }

    /// <summary>What a body can overwrite: each key that some trigger reads, on every trigger, holding identity and trace in each of their forms.</summary>
    [Theory]
    [MemberData(nameof(KeysOfTriggers))]
    public async Task T58_Any_key_that_a_body_overwrites_is_a_trace_at_most_and_never_an_identity(string trigger, string key)
    {
        var names = Hostile();
        var map = JsonSerializer.Serialize(names);
        var list = JsonSerializer.Serialize(names.Select(static pair => new { pair.Key, Value = Convert.ToBase64String(Encoding.UTF8.GetBytes(pair.Value)) }));
        foreach (var value in (object[])[map, list, $"[{map}]", $"[{list}]", (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(map), new[] { map }, Parent])
        {
            var data = names.ToDictionary(static pair => pair.Key, static object? (pair) => pair.Value, StringComparer.OrdinalIgnoreCase);
            data[key] = value;

            var seen = await RunAsync(new MessageShape(trigger, "", ""), data, static (context, _) => (
                Lineage: context.Features.Get<TraceLineage>(), Features: context.Features.Select(static feature => feature.Key).ToArray(), Mesh: context.Features.Get<MeshContext>()));

            seen.Features.ShouldBe([typeof(TraceLineage)]);
            seen.Mesh.ShouldBeNull();
            seen.Lineage!.Baggage.ShouldBeEmpty();
            seen.Lineage.TraceId.ShouldStartWith("111", Case.Sensitive, "the host's own; what the body says is a link");
            seen.Lineage.Links.ShouldAllBe(static link => link.TraceId.ToHexString() == Trace);
            seen.Lineage.RequestId.ShouldNotBe("evil-58", StringComparer.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task T59b_The_lineage_of_messages_is_there_with_and_without_a_listener(MessageShape shape)
    {
        var silent = await RunAsync(shape, Data(shape), See);
        using var listener = Listen();
        var listened = await RunAsync(shape, Data(shape), See);

        silent.Activity.ShouldBeNull();
        foreach (var lineage in (TraceLineage[])[silent.Lineage, listened.Lineage])
        {
            lineage.TraceId.ShouldStartWith("111", Case.Sensitive);
            lineage.Links.ShouldHaveSingleItem().TraceId.ToHexString().ShouldBe(Trace);
        }

        listened.Activity.ShouldNotBeNull();
        listened.Activity.TraceId.ToHexString().ShouldBe(listened.Lineage.TraceId);
        listened.Activity.Links.ShouldHaveSingleItem().Context.TraceId.ToHexString().ShouldBe(Trace);
        mesh.App.Services.GetRequiredService<LineageAccessor>().Current.ShouldBeNull();

        static (TraceLineage Lineage, Activity? Activity) See(FunctionContext context, IServiceProvider services)
        {
            var lineage = context.Features.Get<TraceLineage>().ShouldNotBeNull();
            services.GetRequiredService<LineageAccessor>().Current.ShouldBeSameAs(lineage);
            return (lineage, Activity.Current);
        }
    }

    [Theory]
    [InlineData("timerTrigger")]
    [InlineData("blobTrigger")]
    [InlineData("cosmosDBTrigger")]
    [InlineData("orchestrationTrigger")]
    [InlineData("entityTrigger")]
    [InlineData("serviceBusTrigger")]
    public async Task T59_Functions_that_bring_no_context_run_in_the_host_s_trace_and_declare_nothing(string trigger)
    {
        var lineage = await RunAsync(
            new MessageShape(trigger, "", ""), new Dictionary<string, object?>(StringComparer.Ordinal), static (context, _) => context.Features.Get<TraceLineage>());

        lineage!.TraceId.ShouldStartWith("111", Case.Sensitive);
        lineage.Links.ShouldBeEmpty();
    }

    /// <summary>Everything that would make somebody of a sender if it were taken from the binding data.</summary>
    private Dictionary<string, string> Hostile()
    {
        var hostile = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["mesh-hop-key"] = MeshAppFixture.HopKey,
            ["authorization"] = $"Bearer {mesh.Cloud.Mint(MeshAppFixture.Writer)}",
            ["baggage"] = "tenant=blue",
            ["traceparent"] = Parent,
            ["x-request-id"] = "evil-58",
        };
        foreach (var (name, value) in IdentityFamilies.All.Concat(VouchedFamilies.All).SelectMany(static family => family.Headers))
        {
            hostile[name.ToLowerInvariant()] = value;
        }

        hostile["x-client-cert"] = mesh.EdgeCertificate;
        return hostile;
    }

    private static Dictionary<string, object?> Data(MessageShape shape) =>
        MessageShape.Batches.Contains(shape) ? shape.Batch(Parent) : shape.Single(("traceparent", Parent));

    private static Exception? Record(Func<object?> action) => Xunit.Record.Exception(() => action());

    /// <summary>Runs a function that is <paramref name="function"/> through the stages, in the order in which they are added.</summary>
    private async Task<T> RunAsync<T>(MessageShape shape, Dictionary<string, object?> data, Func<FunctionContext, IServiceProvider, T> function)
    {
        await using var scope = mesh.App.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var context = Invocation.Of(shape.Trigger, data, Host, services);
        T? result = default;
        FunctionExecutionDelegate next = invoked =>
        {
            result = function(invoked, services);
            return Task.CompletedTask;
        };
        foreach (var stage in (IFunctionsWorkerMiddleware[])[
            services.GetRequiredService<AccessMiddleware>(), services.GetRequiredService<IdentityMiddleware>(), services.GetRequiredService<LineageMiddleware>(),
            services.GetRequiredService<HopTrustMiddleware>(), services.GetRequiredService<ErrorBoundaryMiddleware>()])
        {
            var inner = next;
            next = invoked => stage.Invoke(invoked, inner);
        }

        await next(context);
        return result!;
    }

    private static ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "MeshFunctions",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
