using System.Security.Cryptography;
using System.Text;

namespace Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

/// <summary>What the host is told about a function.</summary>
public class DefaultFunctionMetadata : IFunctionMetadata
{
    /// <inheritdoc />
    public string? FunctionId => field ??= Identify();

    /// <inheritdoc />
    public bool IsProxy { get; set; }

    /// <inheritdoc />
    public string? Language { get; set; }

    /// <inheritdoc />
    public bool ManagedDependencyEnabled { get; set; }

    /// <inheritdoc />
    public string? Name { get; set; }

    /// <inheritdoc />
    public string? EntryPoint { get; set; }

    /// <inheritdoc />
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2227", Justification = "The genuine property can be set.")]
    public IList<string>? RawBindings { get; set; }

    /// <inheritdoc />
    public string? ScriptFile { get; set; }

    /// <inheritdoc />
    public IRetryOptions? Retry { get; set; }

    // A number of nine or ten digits, the same in every process.
    private string Identify()
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{Name}\n{ScriptFile}\n{EntryPoint}"));
        return BitConverter.ToUInt32(digest).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
