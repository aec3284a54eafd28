using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots.Tests.Fixtures;

/// <summary>Writes into the lines of its host.</summary>
internal sealed class RecordingLogger<T>(LogLines lines) : ILogger<T>
{
    private readonly ILogger<T> _logger = lines.For<T>();

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => _logger.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => _logger.IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _logger.Log(logLevel, eventId, state, exception, formatter);
}
