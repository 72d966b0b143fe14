using MeshFunctions.Tests.Credentials;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Tests.Outbound;

/// <summary>Every line of every category.</summary>
internal sealed class RecordedLogs : ILoggerProvider
{
    private readonly RecordedLog<RecordedLogs> _log = new();

    public IReadOnlyList<string> Lines => _log.Lines;

    public ILogger CreateLogger(string categoryName) => _log;

    public void Dispose()
    {
    }
}
