namespace MeshFunctions.Tests.Trust.Assertions;

/// <summary>The worker's two ways of handing out a request.</summary>
public enum HttpMode
{
    /// <summary>The host made a message of it, joining the lines of one header with a comma.</summary>
    BuiltIn,

    /// <summary>ASP.NET Core's own request.</summary>
    Integration,
}
