using System.Reflection;

namespace Architecture.Tests;

/// <summary>The compiled library.</summary>
internal static class Library
{
    public static Assembly Assembly { get; } = Assembly.Load("MeshFunctions");

    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "MeshFunctions.dll");
}
