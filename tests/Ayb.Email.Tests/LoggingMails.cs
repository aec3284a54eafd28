using Ayb.Email.Delivery;
using Ayb.Email.Storage;
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
        using var log = new LogRecorder();
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

    [Fact]
    public async Task What_became_of_a_mail_is_logged_once_though_it_is_recorded_at_the_second_attempt()
    {
        using var port = new ReservedPort();
        using var log = new LogRecorder();
        await using var host = await StartAsync(MetadataEngine.Sqlite, ToSmtp(port.Number), DeadlockedCommits.Use, options =>
            options.Services(services => services.AddSingleton<ILoggerProvider>(log)));
        await host.PublishAsync(Request);

        foreach (var outcome in new DeliveryOutcome[] { new Deferred("it is night"), new Refused("it is late"), new Delivered() })
        {
            host.Clock.Advance(TimeSpan.FromHours(1));
            var mail = await ClaimAsync(host);
            var before = log.Lines.Count;
            DeadlockedCommits.Of(host).Left = 1;

            await host.SendAsync(new SettleMail(mail, outcome));

            log.Lines.Skip(before).Should().ContainSingle().Which.Should().StartWith($"Mail {mail.Id}: ");
        }
    }

    /// <summary>The mail that waits; another if none does any more.</summary>
    private static async Task<OutboxMail> ClaimAsync(ModuleHost host)
    {
        if (await host.CountOutboxAsync() == 0)
        {
            await host.PublishAsync(Request);
            host.Clock.Advance(TimeSpan.FromHours(1));
        }

        return (await host.SendAsync(new ClaimMail("smtp"))).Value!;
    }
}
