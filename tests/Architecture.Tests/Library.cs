using System.Reflection;

namespace Architecture.Tests;

/// <summary>The compiled library.</summary>
internal static class Library
{
    public static Assembly Assembly { get; } = Assembly.Load("MeshFunctions");

    /// <summary>The package on top of it.</summary>
    public static Assembly Aws { get; } = Assembly.Load("MeshFunctions.Aws");

    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "MeshFunctions.dll");
}
