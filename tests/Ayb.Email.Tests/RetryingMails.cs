using Ayb.Email.Delivery;
using Ayb.Testing;
using Ayb.Testing.Smtp;
using Microsoft.Extensions.DependencyInjection;
using static Ayb.Email.Tests.MailHost;

namespace Ayb.Email.Tests;

public sealed class RetryingMails : IDisposable
{
    private static readonly TimeSpan LongerThanAnyWait = TimeSpan.FromMinutes(20);

    private readonly TestFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "emails.jsonl");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_server_that_was_down_gets_the_mail_once_it_is_up(MetadataEngine engine)
    {
        using var port = new ReservedPort();
        await using var host = await StartAsync(engine, ToFile(File), ToSmtp(port.Number));
        (await host.PublishAsync(Request)).Succeeded.Should().BeTrue();
        System.IO.File.ReadLines(File).Should().HaveCount(1);
        (await host.CountOutboxAsync()).Should().Be(1);

        await using var server = await SmtpServer.StartAsync(new() { Port = port.Number });
        await host.PassAsync(LongerThanAnyWait);

        (await server.NextMailAsync()).Recipients.Should().Equal(Recipient);
        System.IO.File.ReadLines(File).Should().HaveCount(1);
    }

    [Theory]
    [MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_mail_outlives_the_server_that_was_sending_it(MetadataEngine engine)
    {
        var database = await engine.CreateDatabaseAsync(_folder.Path);
        await using (var silent = new ScriptedSmtpServer(ScriptedSmtpServer.Silence))
        {
            await using var dying = await StartAsync(engine, On(database), ToSmtp(silent.Port), Impatient);
            await dying.PublishAsync(Request);
        }

        await using var server = await SmtpServer.StartAsync();
        await using var host = await StartAsync(engine, On(database), ToSmtp(server.Port));
        await host.PassAsync(LongerThanAnyWait);

        (await server.NextMailAsync()).Recipients.Should().Equal(Recipient);
    }

    [Theory]
    [MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_server_that_stops_leaves_its_mails_to_the_next_start_at_once(MetadataEngine engine)
    {
        var database = await engine.CreateDatabaseAsync(_folder.Path);
        await using (var silent = new ScriptedSmtpServer(ScriptedSmtpServer.Silence))
        {
            await using var stopping = await StartWithSenderAsync(engine, On(database), ToSmtp(silent.Port), Impatient);
            await stopping.PublishAsync(Request);
            await silent.SilentAsync();
        }

        await using var server = await SmtpServer.StartAsync();
        await using var host = await StartAsync(engine, On(database), ToSmtp(server.Port));
        await host.PassAsync(TimeSpan.FromSeconds(2));

        (await server.NextMailAsync()).Recipients.Should().Equal(Recipient);
    }

    [Theory]
    [MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_mail_is_sent_as_often_as_the_server_asks_for_it(MetadataEngine engine)
    {
        await using var server = await SmtpServer.StartAsync(new() { Defer = 3 });
        await using var host = await StartAsync(engine, ToSmtp(server.Port));
        await host.PublishAsync(Request);
        await server.DeferredAsync();

        await host.PassAsync(LongerThanAnyWait);
        await server.DeferredAsync();
        await host.PassAsync(LongerThanAnyWait);
        await server.DeferredAsync();
        await host.PassAsync(LongerThanAnyWait);

        (await server.NextMailAsync()).Recipients.Should().Equal(Recipient);
    }

    [Fact]
    public async Task Nobody_needs_to_ask_for_a_mail_that_is_due()
    {
        await using var server = await SmtpServer.StartAsync(new() { Defer = 2 });
        await using var host = await StartWithSenderAsync(MetadataEngine.Sqlite, ToSmtp(server.Port), options =>
            options.Services(services => services.AddSingleton(TimeProvider.System)));

        await host.PublishAsync(Request);
        await server.DeferredAsync();
        await server.DeferredAsync();

        (await server.NextMailAsync()).Recipients.Should().Equal(Recipient);
    }

    [Theory]
    [MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_mail_that_was_left_behind_is_sent_at_the_start(MetadataEngine engine)
    {
        var database = await engine.CreateDatabaseAsync(_folder.Path);
        using var port = new ReservedPort();
        await using (var first = await StartAsync(engine, On(database), ToSmtp(port.Number)))
        {
            await first.PublishAsync(Request);
        }

        await using var server = await SmtpServer.StartAsync();
        await using var host = await StartWithSenderAsync(engine, On(database), ToSmtp(server.Port), options =>
            options.Services(services => services.AddSingleton<TimeProvider>(Later())));

        (await server.NextMailAsync()).Recipients.Should().Equal(Recipient);
    }

    [Fact]
    public async Task A_mail_is_not_tried_again_before_its_time()
    {
        await using var server = await SmtpServer.StartAsync(new() { Defer = 1 });
        await using var host = await StartAsync(MetadataEngine.Sqlite, ToSmtp(server.Port));
        await host.PublishAsync(Request);
        await server.DeferredAsync();

        await host.PassAsync(TimeSpan.FromMilliseconds(999));

        server.IsQuiet.Should().BeTrue();
        (await host.CountOutboxAsync()).Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_mail_that_is_refused_for_good_is_not_tried_again(MetadataEngine engine)
    {
        await using var server = await SmtpServer.StartAsync(new() { Refuse = Recipient });
        await using var host = await StartAsync(engine, ToSmtp(server.Port));

        (await host.PublishAsync(Request)).Succeeded.Should().BeTrue();
        await server.RefusedAsync();
        (await host.CountOutboxAsync()).Should().Be(0);
        await host.PassAsync(LongerThanAnyWait);

        server.IsQuiet.Should().BeTrue();
    }

    [Fact]
    public async Task A_mail_that_nobody_takes_is_given_up_after_a_day()
    {
        using var port = new ReservedPort();
        await using var host = await StartAsync(MetadataEngine.Sqlite, ToSmtp(port.Number));
        await host.PublishAsync(Request);

        await host.PassAsync(TimeSpan.FromHours(23));
        (await host.CountOutboxAsync()).Should().Be(1);
        await host.PassAsync(TimeSpan.FromHours(2));

        (await host.CountOutboxAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Two_servers_with_one_outbox_send_every_mail_once()
    {
        const int Mails = 30;
        var database = await MetadataEngine.Postgres.CreateDatabaseAsync(_folder.Path);
        using var port = new ReservedPort();
        await using var first = await StartAsync(MetadataEngine.Postgres, On(database), ToSmtp(port.Number));
        await using var second = await StartAsync(MetadataEngine.Postgres, On(database), ToSmtp(port.Number));
        for (var mail = 0; mail < Mails; mail++)
        {
            await first.PublishAsync(Request);
        }

        await using var server = await SmtpServer.StartAsync(new() { Port = port.Number });
        await Task.WhenAll(first.PassAsync(LongerThanAnyWait), second.PassAsync(LongerThanAnyWait));

        var ids = new HashSet<string>();
        for (var mail = 0; mail < Mails; mail++)
        {
            ids.Add((await server.NextMailAsync()).Header("Message-ID")).Should().BeTrue("no mail comes twice");
        }

        server.IsQuiet.Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Whoever_took_longer_than_their_lease_has_no_say_in_the_next_attempt(MetadataEngine engine)
    {
        using var port = new ReservedPort();
        await using var host = await StartAsync(engine, ToSmtp(port.Number));
        await host.PublishAsync(Request);
        host.Clock.Advance(LongerThanAnyWait);
        var slow = (await host.SendAsync(new ClaimMail("smtp"))).Value!;
        host.Clock.Advance(LongerThanAnyWait);
        var other = (await host.SendAsync(new ClaimMail("smtp"))).Value!;

        await host.SendAsync(new SettleMail(slow, new Deferred("slow")));

        (await host.SendAsync(new FindNextAttempt("smtp"))).Value.Should().Be(
            DateTimeOffset.FromUnixTimeMilliseconds(other.NextAttemptAt));
        other.Id.Should().Be(slow.Id);
    }

    [Fact]
    public void Waits_double_up_to_a_quarter_of_an_hour()
    {
        var times = new DeliveryTimes();

        double[] seconds = [.. new[] { 1, 2, 3, 4, 10, 11, 100, 100_000 }.Select(failures => times.WaitAfter(failures).TotalSeconds)];

        double[] shortest = [1, 2, 4, 8, 512, 900, 900, 900];
        seconds.Zip(shortest).Should().OnlyContain(wait => wait.First >= wait.Second && wait.First <= wait.Second * 1.2);
    }

    private static ManualClock Later()
    {
        var clock = new ManualClock();
        clock.Advance(LongerThanAnyWait);
        return clock;
    }
}
