using System.Text.Json;
using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Azure.Functions.Worker.Definition;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the worker.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Registers the worker's services; a second call gives the builder of the first.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configure">Sets the worker's options.</param>
    /// <returns>The worker's builder.</returns>
    public static IFunctionsWorkerApplicationBuilder AddFunctionsWorkerCore(
        this IServiceCollection services, Action<WorkerOptions>? configure = default)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (configure is not null)
        {
            services.Configure(configure);
        }

        if (services.FirstOrDefault(service => service.ServiceType == typeof(IFunctionsWorkerApplicationBuilder))?.ImplementationInstance
            is WorkerApplicationBuilder existing)
        {
            return existing;
        }

        var builder = new WorkerApplicationBuilder(services);
        services.AddSingleton<IFunctionsWorkerApplicationBuilder>(builder);
        services.AddSingleton(_ => builder.Build());
        services.AddSingleton<FunctionCatalog>();
        services.AddSingleton<InputConversion>();
        services.AddSingleton<FunctionInvoker>();
        services.TryAddSingleton<IFunctionMetadataProvider, CatalogMetadataProvider>();
        services.TryAddSingleton<IFunctionActivator, ServiceFunctionActivator>();
        services.TryAddSingleton<IFunctionExecutor, MethodFunctionExecutor>();
        services.AddLogging();
        services.AddOptions<WorkerOptions>().PostConfigure<IOptions<JsonSerializerOptions>>(
            static (options, json) => options.Serializer ??= new JsonObjectSerializer(json.Value));
        return builder;
    }

    internal static IServiceCollection AddDefaultInputConvertersToWorkerOptions(this IServiceCollection services) =>
        services.Configure<WorkerOptions>(static options =>
        {
            options.InputConverters.Register<FunctionContextConverter>();
            options.InputConverters.Register<CancellationTokenConverter>();
            options.InputConverters.Register<AssignableConverter>();
            options.InputConverters.Register<TextConverter>();
            options.InputConverters.Register<RequestBodyConverter>();
            options.InputConverters.Register<JsonTextConverter>();
        });
}
