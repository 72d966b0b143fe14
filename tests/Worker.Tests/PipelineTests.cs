using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Worker.Tests.Hosting;

namespace Worker.Tests;

public sealed class PipelineTests
{
    [Fact]
    public async Task Middleware_runs_in_the_order_of_registration_around_the_function()
    {
        await using var host = await RunningHost.StartAsync(static worker => worker
            .UseMiddleware<CountingMiddleware>()
            .UseMiddleware(static async (context, next) =>
            {
                var events = context.InstanceServices.GetRequiredService<FunctionProbe>().Events;
                events.Enqueue("second in");
                await next();
                events.Enqueue("second out");
            })
            .UseWhen(static _ => false, static (_, _) => throw new InvalidOperationException("not for this one")));
        await host.GetStringAsync("/api/Hello");
        host.Probe.Events.ShouldBe(["first in 1", "second in", "second out", "first out 1"]);
    }

    [Fact]
    public async Task Middleware_is_one_instance_for_all_invocations()
    {
        await using var host = await RunningHost.StartAsync(static worker => worker.UseMiddleware<CountingMiddleware>());
        await host.GetStringAsync("/api/Hello");
        await host.GetStringAsync("/api/Hello");
        host.Probe.Events.ShouldContain(static line => line == "first in 2");
    }

    [Fact]
    public async Task Scoped_services_are_one_per_invocation_and_disposed_after_it()
    {
        await using var host = await RunningHost.StartAsync(static worker => worker.UseMiddleware(static async (context, next) =>
        {
            var scoped = context.InstanceServices.GetRequiredService<ScopedProbe>();
            await next();
            scoped.Disposed.ShouldBeFalse();
            context.InstanceServices.GetRequiredService<ScopedProbe>().ShouldBeSameAs(scoped);
            context.InstanceServices.GetRequiredService<FunctionProbe>().Scopes.Enqueue(scoped);
        }));
        await host.GetStringAsync("/api/Hello");
        await host.GetStringAsync("/api/Hello");
        host.Probe.Scopes.Distinct().Count().ShouldBe(2);
        await host.Host.StopAsync(TestContext.Current.CancellationToken);
        host.Probe.Scopes.ShouldAllBe(static scoped => scoped.Disposed);
    }

    [Fact]
    public async Task Request_and_features_are_those_of_the_invocation()
    {
        HttpRequestData? first = null;
        HttpRequestData? second = null;
        await using var host = await RunningHost.StartAsync(worker => worker.UseMiddleware(async (context, next) =>
        {
            first = await context.GetHttpRequestDataAsync();
            second = await context.GetHttpRequestDataAsync();
            context.Features.Set(this);
            await next();
            context.Features.Get<PipelineTests>().ShouldBeSameAs(this);
            context.GetInvocationResult().Value = $"{context.GetInvocationResult().Value} and more";
        }));
        (await host.GetStringAsync("/api/Hello")).ShouldBe("hello GET and more");
        first.ShouldNotBeNull().ShouldBeSameAs(second);
    }

    [Fact]
    public async Task Input_replaced_by_middleware_reaches_the_function()
    {
        await using var host = await RunningHost.StartAsync(static worker => worker.UseMiddleware(static async (context, next) =>
        {
            var binding = context.FunctionDefinition.InputBindings["text"];
            var input = await context.BindInputAsync<string>(binding);
            input.Value = $"{input.Value}, replaced";
            await next();
        }));
        using var content = new StringContent("sent");
        using var response = await host.PostAsync("/api/TriggerText", content);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("<sent, replaced>");
    }

    [Fact]
    public async Task Builder_and_delegate_are_one_per_collection()
    {
        IFunctionsWorkerApplicationBuilder? seen = null;
        await using var host = await RunningHost.StartAsync(worker => seen = worker.Services.AddFunctionsWorkerCore());
        host.Host.Services.GetRequiredService<IFunctionsWorkerApplicationBuilder>().ShouldBeSameAs(seen);
        host.Host.Services.GetRequiredService<FunctionExecutionDelegate>()
            .ShouldBeSameAs(host.Host.Services.GetRequiredService<FunctionExecutionDelegate>());
    }
}
