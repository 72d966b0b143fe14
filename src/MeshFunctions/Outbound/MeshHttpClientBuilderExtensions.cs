using MeshFunctions.Outbound;
using Microsoft.Extensions.Http;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Outbound calls that continue the mesh: <c>services.AddHttpClient("inventory").AddMeshPropagation().AddAccessToken().AddMeshCertificate()</c>. Each
/// works by itself and needs <c>UseMeshFunctions()</c>; settings are in <c>MeshFunctions:Outbound:{client}</c>. Any of them makes the client follow
/// redirects within its https origin only, five at most, and return others as they are, and switches off the trace headers and the baggage that the runtime
/// would add for any host: only AddMeshPropagation() sends a trace. The primary handler must be a <see cref="SocketsHttpHandler"/>; what cannot be
/// kept fails start-up.
/// </summary>
public static class MeshHttpClientBuilderExtensions
{
    /// <summary>
    /// Requests to the listed hosts carry the current invocation's trace (W3C <c>traceparent</c> and <c>tracestate</c>, or what
    /// <c>MeshFunctions:Outbound:{client}:Formats</c> lists) and <c>x-request-id</c>; a trace header that the request brings is replaced, and so is its
    /// baggage: by the members that <c>MeshFunctions:Outbound:{client}:Baggage</c> names. With <c>MeshFunctions:Outbound:{client}:Transaction</c> they carry the invocation's
    /// <c>Txn-Token</c> as well; one that the request brings itself is removed in any case. Requests to other hosts carry none of them.
    /// </summary>
    /// <param name="builder">The client, which must have a name.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">The client has no name of its own.</exception>
    public static IHttpClientBuilder AddMeshPropagation(this IHttpClientBuilder builder)
    {
        Client(builder).Propagation = true;
        return builder;
    }

    /// <summary>
    /// Requests over https to the listed hosts carry an access token of the app's own identity (<c>MeshFunctions:Credentials</c>), unless they bring an
    /// <c>Authorization</c> of their own. A request fails with the credential's <c>AuthenticationFailedException</c> where no token can be had. A 401 with a claims
    /// challenge (continuous access evaluation) is answered once with a token that has the claims, where the content can be sent again: none, bytes, text, form,
    /// JSON, or parts of these; never a stream.
    /// </summary>
    /// <param name="builder">The client, which must have a name.</param>
    /// <param name="scope">The scope, such as <c>api://inventory/.default</c>; null for <c>MeshFunctions:Outbound:{client}:Scope</c>.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">The client has no name of its own, or the scope is not one.</exception>
    public static IHttpClientBuilder AddAccessToken(this IHttpClientBuilder builder, string? scope = null)
    {
        if (scope is not null && !ScopeAttribute.IsScope(scope))
        {
            throw new ArgumentException("One scope is expected, such as api://inventory/.default.", nameof(scope));
        }

        var client = Client(builder);
        client.AccessToken = true;
        client.Scope = scope ?? client.Scope;
        return builder;
    }

    /// <summary>
    /// Requests to the listed hosts carry the transaction token with which the current invocation came (<c>MeshContext.Transaction</c>), unmodified, over https or straight to
    /// this machine; the same as <c>MeshFunctions:Outbound:{client}:Transaction</c>, and without AddMeshPropagation() too. One that the request brings itself is
    /// removed. It tells whom it reaches for whom and what the request is made: for services of the same trust domain.
    /// </summary>
    /// <param name="builder">The client, which must have a name.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">The client has no name of its own.</exception>
    public static IHttpClientBuilder AddTransactionToken(this IHttpClientBuilder builder)
    {
        Client(builder).Transaction = true;
        return builder;
    }

    /// <summary>
    /// Connections show this workload's certificate (<c>MeshFunctions:Mesh</c>) and are made only to a server whose certificate is of the mesh's bundle and names the
    /// SPIFFE id in <c>MeshFunctions:Outbound:{client}:Peer</c>; the id stands in for the host's name, which is not compared; any other server, and
    /// any host that is not listed in <c>Hosts</c>, is a <see cref="MeshPeerRefusedException"/>. Requests that are not https fail. Each connection takes certificate and bundle as the files have them then, is used for two minutes at
    /// most, and goes through no proxy; HTTP/3 is not used. A certificate file that is missing fails requests with <see cref="MeshCertificateUnavailableException"/>, not start-up; files that
    /// are there and cannot be used fail start-up.
    /// </summary>
    /// <param name="builder">The client, which must have a name.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">The client has no name of its own.</exception>
    public static IHttpClientBuilder AddMeshCertificate(this IHttpClientBuilder builder)
    {
        Client(builder).Certificate = true;
        return builder;
    }

    private static OutboundClient Client(IHttpClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (string.IsNullOrEmpty(builder.Name))
        {
            throw new ArgumentException("Settings are by client name, so the client must have one.", nameof(builder));
        }

        var services = builder.Services.AddMeshOutbound();
        var client = OutboundRegistrations.Of(services).Get(builder.Name, out var added);
        if (added)
        {
            // After all that configures the client: a primary handler that is set later is still seen, and no handler comes between ours and it.
            services.PostConfigure<HttpClientFactoryOptions>(builder.Name, options =>
            {
                options.ShouldRedactHeaderValue = RedactedHeaders.Over(options.ShouldRedactHeaderValue);
                options.HttpMessageHandlerBuilderActions.Add(handlers => Pipeline(handlers.Services).Apply(handlers, client));
            });
        }

        return client;
    }

    private static OutboundPipeline Pipeline(IServiceProvider services) => services.GetService<OutboundOptions>() is null
        ? throw new InvalidOperationException("AddMeshPropagation(), AddAccessToken(), AddTransactionToken() and AddMeshCertificate() need UseMeshFunctions().")
        : services.GetRequiredService<OutboundPipeline>();
}
