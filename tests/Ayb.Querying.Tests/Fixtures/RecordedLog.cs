using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Ayb.Querying.Tests.Fixtures;

/// <summary>Every line that the host logs.</summary>
internal sealed class RecordedLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(int Event, LogLevel Level, string Line)> _entries = [];

    public IReadOnlyList<(int Event, LogLevel Level, string Line)> Entries => [.. _entries];

    public IReadOnlyList<string> Of(int eventId) => [.. Entries.Where(entry => entry.Event == eventId).Select(entry => entry.Line)];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _entries.Enqueue((eventId.Id, logLevel, formatter(state, exception)));

    public void Dispose()
    {
    }
}
