using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Tests.Hosting;

/// <summary>Keeps every log line of an app, with its exception and scopes, as one text each.</summary>
internal sealed class LogSink : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> _lines = new();
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public IReadOnlyCollection<string> Lines => _lines;

    public string All => string.Join('\n', _lines);

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(LogSink sink, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => sink._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            List<string> scopes = [];
            sink._scopes.ForEachScope(static (scope, list) => list.Add(scope?.ToString() ?? string.Empty), scopes);
            sink._lines.Enqueue($"{logLevel} {category} {eventId.Id} {formatter(state, exception)} [{string.Join(' ', scopes)}] {exception}");
        }
    }
}
