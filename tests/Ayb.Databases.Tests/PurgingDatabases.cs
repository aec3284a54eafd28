using Ayb.Contracts;
using Ayb.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ayb.Databases.Tests;

public sealed class PurgingDatabases
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task After_the_grace_period_everybody_hears_that_it_goes(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        var books = await host.CreatedAsync("alice/books");
        await host.DeleteAsync("alice/books");
        await host.CreatedAsync("alice/books");
        host.Clock.Advance(TimeSpan.FromHours(1));
        var films = await host.CreatedAsync("alice/films");
        await host.DeleteAsync("alice/films");
        host.Facts.Clear();

        host.Clock.Advance(TimeSpan.FromHours(167) - TimeSpan.FromMilliseconds(1));
        await host.SendAsync(new PurgeDatabases());
        host.Facts.All.Should().BeEmpty();

        host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await PurgeAsync(host);
        host.Facts.All.Should().Equal(new DatabasePurged(books));
        (await host.CallAsync("alice", "POST alice/books/undelete", ("database-id", books.Id.Value))).Should().StartWith("404 ");

        await PurgeAsync(host);
        host.Facts.All.Should().HaveCount(1, "it goes once");
        (await host.CallAsync("alice", "GET entity/alice/deleted_databases")).Should().Contain(films.Id.Value).And.NotContain(books.Id.Value);
        (await host.FindAsync("alice/books")).Should().NotBeNull("that one is another");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task What_has_come_back_stays(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        await host.CreatedAsync("alice/books");
        await host.DeleteAsync("alice/books");
        await host.CallAsync("alice", "POST alice/books/undelete");
        host.Facts.Clear();
        host.Clock.Advance(TimeSpan.FromDays(365));

        await PurgeAsync(host);

        host.Facts.All.Should().BeEmpty();
        (await host.FindAsync("alice/books")).Should().NotBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_clock_that_is_wrong_for_a_moment_ends_no_grace_period(bool isRightForAMoment)
    {
        await using var host = await DatabasesHost.StartAsync(MetadataEngine.Sqlite, configure: options => options.Services(
            services => services.Remove(services.Single(service => service.ImplementationType == typeof(DatabasePurger)))));
        await host.CreatedAsync("alice/books");
        await host.DeleteAsync("alice/books");
        host.Facts.Clear();
        host.Clock.Advance(TimeSpan.FromDays(3650));
        await host.SendAsync(new PurgeDatabases());
        host.Clock.Advance(-TimeSpan.FromDays(3650));

        if (isRightForAMoment)
        {
            await host.SendAsync(new PurgeDatabases());
            host.Clock.Advance(TimeSpan.FromDays(3650));
        }

        await host.SendAsync(new PurgeDatabases());

        host.Facts.All.Should().BeEmpty();
        host.Clock.Advance(isRightForAMoment ? -TimeSpan.FromDays(3650) : TimeSpan.Zero);
        (await host.CallAsync("alice", "POST alice/books/undelete")).Should().StartWith("200 ");
    }

    [Fact]
    public async Task One_that_can_t_go_keeps_no_other()
    {
        var stuck = default(DatabaseId);
        await using var host = await DatabasesHost.StartAsync(MetadataEngine.Sqlite, configure: options =>
            options.Answer<DatabasePurged>(fact =>
            {
                if (fact.Database.Id == stuck)
                {
                    throw new InvalidOperationException("The disk is away.");
                }
            }));
        stuck = (await host.CreatedAsync("alice/books")).Id;
        var films = await host.CreatedAsync("alice/films");
        await host.DeleteAsync("alice/books");
        await host.DeleteAsync("alice/films");
        host.Clock.Advance(TimeSpan.FromDays(8));

        await PurgeAsync(host);
        (await host.CallAsync("alice", "GET entity/alice/deleted_databases")).Should().Contain(stuck.Value).And.NotContain(films.Id.Value);

        stuck = default;
        await host.SendAsync(new PurgeDatabases());
        (await host.CallAsync("alice", "GET entity/alice/deleted_databases")).Should().Be("""200 {"deleted_databases":[]}""");
    }

    [Fact]
    public async Task It_is_logged_once_though_it_goes_at_the_second_attempt()
    {
        using var log = new LogRecorder();
        await using var host = await DatabasesHost.StartAsync(MetadataEngine.Sqlite, configure: options =>
        {
            DeadlockedCommits.Use(options);
            options.Services(services => services.AddSingleton<ILoggerProvider>(log));
        });
        await host.CreatedAsync("alice/books");
        await host.DeleteAsync("alice/books");
        host.Clock.Advance(TimeSpan.FromDays(8));
        DeadlockedCommits.Of(host).Left = 1;

        await PurgeAsync(host);

        log.Lines.Should().ContainSingle(line => line.EndsWith(" goes for good", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_grace_period_is_a_setting()
    {
        await using var host = await DatabasesHost.StartAsync(
            MetadataEngine.Sqlite, configure: options => options.Settings["databases:grace_period"] = "2h");
        await host.CreatedAsync("alice/books");

        (await host.DeleteAsync("alice/books")).Should().EndWith("\"purged_at\":\"2026-03-01T14:00:00.000Z\"}");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Who_brings_it_back_in_the_last_moment_or_finds_it_gone_but_never_both(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        for (var turn = 0; turn < 5; turn++)
        {
            await host.CreatedAsync($"alice/books{turn}");
            await host.DeleteAsync($"alice/books{turn}");
            host.Facts.Clear();
            host.Clock.Advance(TimeSpan.FromDays(8));

            var purging = PurgeAsync(host);
            var back = await host.CallAsync("alice", $"POST alice/books{turn}/undelete");
            await purging;

            host.Facts.All.Should().ContainSingle().Which.Should().BeOfType(
                back.StartsWith("200 ", StringComparison.Ordinal) ? typeof(DatabaseUndeleted) : typeof(DatabasePurged));
        }
    }

    /// <summary>As the server does in an hour: it looks twice.</summary>
    private static async Task PurgeAsync(ModuleHost host)
    {
        await host.SendAsync(new PurgeDatabases());
        await host.SendAsync(new PurgeDatabases());
    }
}
