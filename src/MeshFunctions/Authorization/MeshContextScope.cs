namespace MeshFunctions.Authorization;

/// <summary>Carries the <see cref="MeshContext"/> of an invocation into its service scope.</summary>
internal sealed class MeshContextScope
{
    public MeshContext? Context { get; set; }
}
