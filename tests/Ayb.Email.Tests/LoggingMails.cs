using System.Collections.Concurrent;
using Ayb.Testing;
using Ayb.Testing.Smtp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static Ayb.Email.Tests.MailHost;

namespace Ayb.Email.Tests;

public sealed class LoggingMails
{
    [Fact]
    public async Task Neither_addresses_nor_tokens_nor_the_servers_words_reach_the_log()
    {
        await using var server = await SmtpServer.StartAsync(new() { Defer = 1, Refuse = Recipient });
        using var log = new RecordedLog();
        await using var host = await StartAsync(MetadataEngine.Sqlite, ToSmtp(server.Port), options =>
            options.Services(services => services.AddSingleton<ILoggerProvider>(log)));

        await host.PublishAsync(Request);
        await server.DeferredAsync();
        await host.PassAsync(TimeSpan.FromMinutes(1));
        await server.RefusedAsync();

        log.Lines.Should().Contain(line => line.EndsWith("the server answered 451 to RCPT"));
        log.Lines.Should().Contain(line => line.EndsWith("refused by smtp and dropped: the server answered 550 to RCPT"));
        log.Lines.Should().NotContain(line => line.Contains("alice") || line.Contains("gAAAA") || line.Contains("nobody of that name"));
    }

    private sealed class RecordedLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = [];

        public IReadOnlyCollection<string> Lines => [.. _lines];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)}{exception}");

        public void Dispose()
        {
        }
    }
}
