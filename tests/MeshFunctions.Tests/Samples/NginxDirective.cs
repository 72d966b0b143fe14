namespace MeshFunctions.Tests.Samples;

/// <summary>One directive of an nginx configuration; <see cref="Block"/> is null where it ends with a semicolon.</summary>
internal sealed record NginxDirective(string Name, IReadOnlyList<string> Arguments, IReadOnlyList<NginxDirective>? Block)
{
    /// <summary>The directives directly inside.</summary>
    public IReadOnlyList<NginxDirective> Children => Block ?? [];

    /// <summary>This directive and all inside it, at any depth.</summary>
    public IEnumerable<NginxDirective> All() => Children.SelectMany(child => child.All()).Prepend(this);

    /// <summary>The directives of that name directly inside.</summary>
    public IEnumerable<NginxDirective> Named(string name) => Children.Where(child => string.Equals(child.Name, name, StringComparison.Ordinal));

    /// <summary>The first arguments of the directives of that name directly inside.</summary>
    public IReadOnlyList<string> Values(string name) =>
        [.. Named(name).Select(child => child.Arguments.Count == 0 ? "" : child.Arguments[0])];

    public override string ToString() => string.Join(' ', Arguments.Prepend(Name));
}
