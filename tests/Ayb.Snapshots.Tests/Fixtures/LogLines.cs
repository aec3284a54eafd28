using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots.Tests.Fixtures;

/// <summary>Everything that is logged, with what belongs to it.</summary>
internal sealed class LogLines
{
    private readonly ConcurrentQueue<string> _lines = [];

    public IReadOnlyCollection<string> All => _lines;

    public ILogger<T> For<T>() => new Logger<T>(_lines);

    private sealed class Logger<T>(ConcurrentQueue<string> lines) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
