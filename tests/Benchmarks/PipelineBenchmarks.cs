using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using LocalCloud.Tokens;
using MeshFunctions.Credentials;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Benchmarks;

/// <summary>
/// All stages for one request once its header collection exists: hop by shared key, certificate seen before, token seen before, <c>[Authorize]</c>, nobody listens to logs, spans or
/// metrics. What the empty pipeline costs (context, features, the scope of services that the worker's own last stage asks for) is taken off; the floor is the verification of an RS256 signature.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The cleanup disposes them.")]
public class PipelineBenchmarks
{
    private readonly RSA _rsa = RSA.Create();
    private TokenBench _tokens = null!;
    private PipelineApp _empty = null!;
    private PipelineApp _mesh = null!;
    private byte[] _input = [];
    private byte[] _signature = [];

    // Synchronous: the in-process toolchain does not wait for a task.
    [GlobalSetup]
    public void Setup() => SetupAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void Cleanup() => CleanupAsync().GetAwaiter().GetResult();

    [Benchmark(Baseline = true)]
    public bool RsaVerifyData() => _rsa.VerifyData(_input, _signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    [Benchmark]
    public void Empty() => _empty.Run();

    [Benchmark, Budget(Ratio = 0.25, Bytes = 2048, Over = nameof(Empty))]
    public void AllStages() => _mesh.Run();

    private async Task SetupAsync()
    {
        _tokens = await TokenBench.StartAsync(CloudIssuer.Entra);
        _rsa.ImportFromPem(_tokens.PublicPem);
        var token = _tokens.Mint();
        (_input, _signature) = TokenBench.Parts(token);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([.. Settings, .. _tokens.Settings]).Build();
        _empty = await PipelineApp.StartAsync(configuration, static _ => { }, token);
        _mesh = await PipelineApp.StartAsync(configuration, static worker => Add(worker), token);
        _empty.Run();
        await WarmAsync(_mesh);
    }

    /// <summary>The hop's key and the issuer's keys are fetched in the first requests.</summary>
    private static async Task WarmAsync(PipelineApp app)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                app.Run();
                return;
            }
            catch (InvalidOperationException) when (attempt < 20)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }

    private static void Add(IFunctionsWorkerApplicationBuilder worker)
    {
        worker.Services.AddSingleton(new SecretLeases(new FixedVault(), TimeSpan.FromMinutes(5)));
        worker.UseMeshFunctions();
    }

    private static IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        new("MeshFunctions:Hops:sidecar:Proof", "SharedKey"),
        new("MeshFunctions:Hops:sidecar:Sets:0", "NginxCertificate"),
        new("MeshFunctions:Hops:sidecar:KeySecret", "key"),
        new("MeshFunctions:TrustDomains:0", "mesh.local"),
        new("MeshFunctions:Vault:Uri", "https://127.0.0.1"),
        new("MeshFunctions:Vault:DisableChallengeVerification", "true"),
    ];

    private async Task CleanupAsync()
    {
        _rsa.Dispose();
        await _empty.DisposeAsync();
        await _mesh.DisposeAsync();
        await _tokens.DisposeAsync();
    }
}
