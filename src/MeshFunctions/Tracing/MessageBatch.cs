using System.Runtime.InteropServices;

namespace MeshFunctions.Tracing;

/// <summary>The batch that an invocation got.</summary>
/// <param name="Messages">How many messages it has, as far as is known.</param>
/// <param name="LinksDropped">How many of their contexts are not linked, for one span gets so many links only.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MessageBatch(int Messages, int LinksDropped);
