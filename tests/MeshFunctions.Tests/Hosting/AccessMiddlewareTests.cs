using System.Collections.Immutable;
using MeshFunctions.Authorization;
using MeshFunctions.Authorization.Decisions;
using MeshFunctions.Authorization.Rules;
using MeshFunctions.Diagnostics;
using MeshFunctions.Hosting;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Transactions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NSubstitute;

namespace MeshFunctions.Tests.Hosting;

public sealed class AccessMiddlewareTests
{
    [Fact]
    public async Task Invoke_of_an_HTTP_function_that_the_first_stage_did_not_see_fails_and_never_runs_it()
    {
        await using var services = new ServiceCollection().AddMetrics().AddSingleton<MeshMeters>().BuildServiceProvider();
        var gate = new AccessMiddleware(
            new AccessDecider(new AccessTable(), new Authorizer(new StockAuthorization(new ServiceCollection(), services)), new AccessOptions(), TimeProvider.System),
            new AccessAudit(NullLoggerFactory.Instance),
            new Challenges(new AccessOptions()),
            new HttpTriggers(),
            new TransactionAccessor(),
            services.GetRequiredService<MeshMeters>());
        var ran = false;

        await Should.ThrowAsync<InvalidOperationException>(async () => await gate.Invoke(Http(), _ =>
        {
            ran = true;
            return Task.CompletedTask;
        }));

        ran.ShouldBeFalse();
    }

    [Fact]
    public async Task The_error_boundary_explains_an_HTTP_function_without_a_request()
    {
        var boundary = new ErrorBoundaryMiddleware(
            new ErrorBoundaryOptions(), new HttpTriggers(), new IntegrationOrder(new ServiceCollection(), Options.Create(new WorkerOptions())), Substitute.For<IHostApplicationLifetime>(), NullLogger<ErrorBoundaryMiddleware>.Instance);
        var context = Http();
        context.Features.Returns(Substitute.For<IInvocationFeatures>());

        var failure = await Should.ThrowAsync<InvalidOperationException>(async () => await boundary.Invoke(context, static _ => Task.CompletedTask));

        failure.Message.ShouldContain("must come after");
    }

    private static FunctionContext Http()
    {
        var binding = Substitute.For<BindingMetadata>();
        binding.Type.Returns("httpTrigger");
        var context = Substitute.For<FunctionContext>();
        context.FunctionDefinition.InputBindings.Returns(ImmutableDictionary<string, BindingMetadata>.Empty.Add("request", binding));
        context.InstanceServices.Returns(new ServiceCollection().BuildServiceProvider());
        return context;
    }
}
