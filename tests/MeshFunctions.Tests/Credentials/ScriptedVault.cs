using Azure;
using Azure.Security.KeyVault.Secrets;
using NSubstitute;

namespace MeshFunctions.Tests.Credentials;

/// <summary>A vault in memory behind a substitute of the client: versions of one secret, and trouble when the test wants it.</summary>
internal sealed class ScriptedVault
{
    private static readonly StubResponse Ok = new(200);
    private readonly Lock _gate = new();
    private readonly List<(SecretProperties Properties, string Value)> _versions = [];
    private readonly List<string> _listed = [];
    private int _lists;
    private int _gets;

    public ScriptedVault()
    {
        Client = Substitute.For<SecretClient>();
        Client.GetPropertiesOfSecretVersionsAsync(Arg.Any<string>(), Arg.Any<CancellationToken>()).Returns(call => ListAsync(call.ArgAt<string>(0)));
        Client.GetSecretAsync(Arg.Any<string>(), Arg.Any<string>(), Arg.Any<CancellationToken>())
            .Returns(call => Task.FromResult(Read(call.ArgAt<string>(1))));
    }

    public SecretClient Client { get; }

    public int Lists => Volatile.Read(ref _lists);

    /// <summary>The names whose versions were listed, in order.</summary>
    public IReadOnlyList<string> Listed
    {
        get
        {
            lock (_gate)
            {
                return [.. _listed];
            }
        }
    }

    public int Gets => Volatile.Read(ref _gets);

    public RequestFailedException? ListFails { get; set; }

    /// <summary>What reading a version answers instead of its value, by version.</summary>
    public Dictionary<string, RequestFailedException> ReadFails { get; } = [];

    /// <summary>Set to hold every listing back until it completes.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public SecretProperties Add(string version, string value, DateTimeOffset created)
    {
        var id = new Uri($"https://vault.example/secrets/hop-key/{version}");
        var properties = SecretModelFactory.SecretProperties(id, new Uri("https://vault.example"), "hop-key", version, false, null, created, created, null);
        properties.Enabled = true;
        lock (_gate)
        {
            // Oldest last would be kind; a vault promises no order.
            _versions.Insert(_versions.Count / 2, (properties, value));
        }

        return properties;
    }

    private AsyncPageable<SecretProperties> ListAsync(string name)
    {
        lock (_gate)
        {
            _listed.Add(name);
        }

        Interlocked.Increment(ref _lists);
        return new Pages(this);
    }

    private Response<KeyVaultSecret> Read(string version)
    {
        Interlocked.Increment(ref _gets);
        if (ReadFails.TryGetValue(version, out var failure))
        {
            throw failure;
        }

        lock (_gate)
        {
            var (properties, value) = _versions.Single(held => string.Equals(held.Properties.Version, version, StringComparison.Ordinal));
            return Response.FromValue(SecretModelFactory.KeyVaultSecret(properties, value), Ok);
        }
    }

    private sealed class Pages(ScriptedVault vault) : AsyncPageable<SecretProperties>
    {
        public override async IAsyncEnumerable<Page<SecretProperties>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
        {
            await vault.Gate;
            if (vault.ListFails is { } failure)
            {
                throw failure;
            }

            List<SecretProperties> versions;
            lock (vault._gate)
            {
                versions = [.. vault._versions.Select(held => held.Properties)];
            }

            foreach (var chunk in versions.Chunk(2))
            {
                yield return Page<SecretProperties>.FromValues(chunk, null, Ok);
            }
        }
    }
}
