using Microsoft.AspNetCore.Authorization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Benchmarks;

/// <summary>What the pipelines lead to. Its method never runs: the end of both is empty.</summary>
public static class PipelineFunction
{
    public const string Name = "Bench";

    [Function(Name), Authorize]
    public static string Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "bench")] HttpRequestData request) => $"{request?.Method}";
}
