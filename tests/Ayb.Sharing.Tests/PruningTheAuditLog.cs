using Ayb.Contracts;
using Ayb.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Ayb.Contracts.PublicSharingLevel;

namespace Ayb.Sharing.Tests;

public sealed class PruningTheAuditLog
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task What_is_older_than_the_retention_goes_and_the_rest_stays(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine, options =>
        {
            options.Settings["audit:retention"] = "30d";
            options.Services(services => services.Remove(services.Single(service => service.ImplementationType == typeof(AuditPruner))));
        });
        var books = await host.CreatedAsync("books", NoAccess);
        host.Clock.Advance(TimeSpan.FromHours(1));
        await host.ShareAsync(books, Cast.Bob, SharingLevel.ReadOnly);

        host.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromHours(1));
        (await host.SendAsync(new PruneEvents())).Value.Should().Be(0, "it is not older yet");

        host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await host.SendAsync(new PruneEvents())).Value.Should().Be(1);
        (await host.EventsAsync("alice", "alice/books/audit")).Should().Equal("alice shared bob alice/books read-only");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_start_and_every_hour_after_it_prune_however_much_there_is(MetadataEngine engine)
    {
        using var folder = new TestFolder();
        var database = await engine.CreateDatabaseAsync(folder.Path);
        await using (var before = await StartAsync(new StrikingClock()))
        {
            await before.CreatedAsync("books", NoAccess);
            await before.AnotherServerRunsAsync(Copies(of: 2 * PruneEvents.AtOnce));
        }

        var clock = new StrikingClock();
        clock.Advance(TimeSpan.FromDays(366));
        await using var host = await StartAsync(clock);
        await UntilEmptyAsync(host);

        await host.CreatedAsync("films", NoAccess);
        clock.Advance(TimeSpan.FromDays(366));
        (await host.EventsAsync("alice", "entity/alice/audit")).Should().ContainSingle();
        clock.Strike();
        await UntilEmptyAsync(host);

        Task<ModuleHost> StartAsync(StrikingClock clock) => SharingHost.StartAsync(engine, options =>
        {
            options.Settings["database_url"] = database;
            options.Services(services => services.AddSingleton<TimeProvider>(clock));
        });
    }

    [Theory]
    [InlineData("59m")]
    [InlineData("3654d")]
    [InlineData("for ever")]
    public async Task A_retention_that_cannot_be_is_named_at_the_start(string retention)
    {
        var start = () => SharingHost.StartAsync(MetadataEngine.Sqlite, options => options.Settings["audit:retention"] = retention);

        (await start.Should().ThrowAsync<Exception>()).Which.Message.Should().Contain("audit.retention");
    }

    private static async Task UntilEmptyAsync(ModuleHost host)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while ((await host.EventsAsync("alice", "entity/alice/audit")).Length > 0)
        {
            deadline.Token.ThrowIfCancellationRequested();
        }
    }

    private static string Copies(int of) =>
        $"""
        INSERT INTO audit_log (happened_at, account_id, actor_id, actor_slug, action)
        SELECT happened_at, account_id, actor_id, actor_slug, action
        FROM audit_log, (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {of}) SELECT i FROM n) AS numbers
        """;
}
