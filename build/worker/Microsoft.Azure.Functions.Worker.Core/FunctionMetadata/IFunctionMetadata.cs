namespace Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

/// <summary>What the host is told about a function.</summary>
public interface IFunctionMetadata
{
    /// <summary>The function's id.</summary>
    string? FunctionId { get; }

    /// <summary>Whether it is a proxy.</summary>
    bool IsProxy { get; }

    /// <summary>The language, <c>dotnet-isolated</c>.</summary>
    string? Language { get; }

    /// <summary>Whether dependencies are managed by the host.</summary>
    bool ManagedDependencyEnabled { get; }

    /// <summary>The function's name.</summary>
    string? Name { get; }

    /// <summary>The full name of the method.</summary>
    string? EntryPoint { get; }

    /// <summary>The bindings, each as JSON text.</summary>
    IList<string>? RawBindings { get; }

    /// <summary>The file name of the assembly.</summary>
    string? ScriptFile { get; }

    /// <summary>How failed invocations are retried.</summary>
    IRetryOptions? Retry { get; }
}
