using System.Text;
using LocalCloud.Configuration;
using LocalCloud.Hosting;
using LocalCloud.Tokens;
using Microsoft.AspNetCore.WebUtilities;

namespace LocalCloud.Sts;

/// <summary>AWS STS: <c>AssumeRoleWithWebIdentity</c>, unsigned, and <c>GetCallerIdentity</c>, signed with what the former handed out.</summary>
internal sealed class StsEndpoint(
    CloudConfig config, WebIdentityCheck check, StsSessions sessions, TimeProvider timeProvider)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/sts", AnswerAsync);

    private async Task AnswerAsync(HttpContext context)
    {
        // Read by hand, as the signature covers the bytes.
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        using var reader = new FormReader(Encoding.UTF8.GetString(body.ToArray()));
        var form = new FormCollection(await reader.ReadFormAsync(context.RequestAborted));
        var answer = form["Action"].ToString() switch
        {
            _ when !string.Equals(form["Version"], "2011-06-15", StringComparison.Ordinal) => Fail(context, StsError.Of("InvalidAction")),
            "AssumeRoleWithWebIdentity" => Assume(context, form),
            "GetCallerIdentity" => Identify(context, body.ToArray()),
            _ => Fail(context, StsError.Of("InvalidAction")),
        };
        context.Response.ContentType = StsXml.ContentType;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(answer, context.RequestAborted);
    }

    private string Assume(HttpContext context, FormCollection form)
    {
        if (AssumeRoleRequest.Read(form, config.Sts, out var error) is not { } request)
        {
            return Fail(context, error!);
        }

        if (SignedToken.Read(request.Token) is not { } token)
        {
            return Fail(context, StsError.Of("InvalidIdentityToken", "The ID Token provided is not a valid JWT"));
        }

        if (check.Fault(token, config.Sts.Roles.GetValueOrDefault(request.Role)) is { } fault)
        {
            return Fail(context, fault);
        }

        var now = timeProvider.GetUtcNow();
        var seconds = context.Features.Get<EndpointFault>() is { Expired: true } ? -60 : request.Seconds;
        var session = sessions.Begin(config.Sts.Account, request.Role, request.Session, request.Policy, now.AddSeconds(seconds));
        return StsXml.Assumed(session, token.Text("sub")!, token.Audiences()[0], token.Text("iss")!);
    }

    private string Identify(HttpContext context, byte[] body) =>
        SignedRequest.Check(context.Request, body, sessions, timeProvider.GetUtcNow(), out var session) is { } error
            ? Fail(context, error)
            : StsXml.Identity(session!);

    private static string Fail(HttpContext context, StsError error)
    {
        context.Response.StatusCode = error.Status;
        return StsXml.Error(error);
    }
}
