using System.Net;
using MeshFunctions.Authorization;
using MeshFunctions.Credentials;
using MeshFunctions.Credentials.Rotation;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Primitives;

namespace MeshFunctions.Hosting;

/// <summary>
/// Takes Event Grid's deliveries about the vault, in Event Grid's own schema and as CloudEvents 1.0, and asks the vault at once for the secrets that they name, if those are leased here.
/// Both validation handshakes are answered. Only events of <see cref="VaultOptions.Topic"/> are taken, and only from a validated caller; say on the function which one, with
/// <c>[RequireCaller]</c>. No address that an event holds is ever asked. An event that comes twice does no harm: there is a second between two requests for one secret.
/// </summary>
public sealed class SecretRotationEvents
{
    private const int LargestBody = 256 * 1024;

    // Event Grid gives an answer 30 s.
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private readonly SecretLeases _leases;
    private readonly VaultTopic _topic;
    private readonly TimeProvider _time;

    internal SecretRotationEvents(SecretLeases leases, string? topic, TimeProvider time)
    {
        _leases = leases;
        _time = time;
        if (!VaultTopic.TryParse(topic, out _topic))
        {
            throw new InvalidOperationException("MeshFunctions:Vault:Topic is not set, and events about the vault's secrets are to be taken.");
        }
    }

    /// <summary>Answers a delivery, or a handshake, in built-in HTTP mode.</summary>
    /// <param name="request">The request, by POST or OPTIONS.</param>
    /// <param name="cancellationToken">Ends the waiting; secrets that are being asked for still are.</param>
    /// <returns>200 when every secret was asked for; a problem otherwise: 400, 401, 403, 405, 413, or 503, after which Event Grid delivers again.</returns>
    public async Task<HttpResponseData> HandleAsync(HttpRequestData request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var context = request.FunctionContext;
        var origin = request.Headers.NonValidated.TryGetValues("WebHook-Request-Origin", out var values) ? new StringValues([.. values]) : default;
        var answer = await AnswerAsync(request.Method, origin, request.Body, context.Features.Get<MeshContext>(), cancellationToken).ConfigureAwait(false);
        var response = request.CreateResponse();
        response.StatusCode = (HttpStatusCode)(answer.Problem?.Status ?? StatusCodes.Status200OK);
        foreach (var (name, value) in Fields(answer))
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        var body = answer.Problem is { } problem ? ProblemBody.Of(context, problem) : answer.Body;
        await response.Body.WriteAsync(body, CancellationToken.None).ConfigureAwait(false);
        return response;
    }

    /// <summary>Answers a delivery, or a handshake, in ASP.NET Core integration mode.</summary>
    /// <param name="request">The request, by POST or OPTIONS.</param>
    /// <param name="mesh">Who sent it.</param>
    /// <param name="cancellationToken">Ends the waiting; secrets that are being asked for still are.</param>
    /// <returns>Ends when the answer is written; see <see cref="HandleAsync(HttpRequestData, CancellationToken)"/>.</returns>
    public async Task HandleAsync(HttpRequest request, MeshContext mesh, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(mesh);
        var answer = await AnswerAsync(request.Method, request.Headers["WebHook-Request-Origin"], request.Body, mesh, cancellationToken).ConfigureAwait(false);
        var response = request.HttpContext.Response;
        response.StatusCode = answer.Problem?.Status ?? StatusCodes.Status200OK;
        foreach (var (name, value) in Fields(answer))
        {
            response.Headers[name] = value;
        }

        var body = answer.Problem is { } problem ? ProblemBody.Of(mesh.Lineage, problem) : answer.Body;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, CancellationToken.None).ConfigureAwait(false);
    }

    private static IEnumerable<(string Name, string Value)> Fields(RotationAnswer answer)
    {
        IEnumerable<(string Name, string Value)> fields = answer.Problem is { } problem ? ProblemHeaders.Of(problem) : answer.Fields;
        return answer switch
        {
            { Problem: not null } => fields.Append(("Content-Type", ProblemBody.MediaType)),
            { Body.Length: > 0 } => fields.Append(("Content-Type", "application/json")),
            _ => fields,
        };
    }

    private async Task<RotationAnswer> AnswerAsync(string method, StringValues origin, Stream body, MeshContext? mesh, CancellationToken cancellationToken)
    {
        // Also where the function forgot to ask for one.
        if (mesh?.Caller is null)
        {
            return new(Problems.NoCredentials);
        }

        if (string.Equals(method, HttpMethods.Options, StringComparison.OrdinalIgnoreCase))
        {
            return RotationHandshake.AllowOrigin(origin);
        }

        if (!string.Equals(method, HttpMethods.Post, StringComparison.OrdinalIgnoreCase))
        {
            return new(Problems.MethodNotAllowed);
        }

        if (await ReadAsync(body, cancellationToken).ConfigureAwait(false) is not { } bytes)
        {
            return new(Problems.TooLarge);
        }

        return RotationDelivery.Read(bytes, _topic, out var delivery) switch
        {
            RotationRefusal.Malformed => new(Problems.UnreadableBody),
            RotationRefusal.Foreign => new(Problems.RefusedEvents),
            _ when delivery!.ValidationCode is { } code => RotationHandshake.Echo(code),
            _ => await RefreshAsync(delivery.Secrets, cancellationToken).ConfigureAwait(false),
        };
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        var buffer = new byte[8192];
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            if (copy.Length + read > LargestBody)
            {
                return null;
            }

            await copy.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }

        return copy.GetBuffer().AsMemory(0, (int)copy.Length);
    }

    private async Task<RotationAnswer> RefreshAsync(IReadOnlyList<string> secrets, CancellationToken cancellationToken)
    {
        using var budget = new CancellationTokenSource(Budget, _time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
        try
        {
            // All at once, so that one that is slow keeps no other waiting; each is asked for, whatever becomes of the rest.
            await Task.WhenAll(secrets.Select(secret => _leases.RefreshAsync(secret, ending.Token).AsTask())).ConfigureAwait(false);
            return new();
        }
        catch (LeaseUnavailableException)
        {
            return new(Problems.Unavailable("secret", RetryAfter));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(Problems.Unavailable("secret", RetryAfter));
        }
    }
}
