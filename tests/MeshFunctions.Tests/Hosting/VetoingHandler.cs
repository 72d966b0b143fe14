using Microsoft.AspNetCore.Authorization;

namespace MeshFunctions.Tests.Hosting;

/// <summary>Lets nobody in, whatever is met.</summary>
public sealed class VetoingHandler : IAuthorizationHandler
{
    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Fail();
        return Task.CompletedTask;
    }
}
