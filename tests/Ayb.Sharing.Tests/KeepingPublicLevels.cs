using Ayb.Contracts;
using Ayb.Testing;
using static Ayb.Contracts.PublicSharingLevel;

namespace Ayb.Sharing.Tests;

public sealed class KeepingPublicLevels
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_new_database_grants_what_it_was_created_with(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);

        foreach (var level in Enum.GetValues<PublicSharingLevel>())
        {
            var database = await host.CreatedAsync($"books-{level}", level);
            (await host.AskAsync(new MayAccess(Cast.Bob, database))).Should().Be(AccessDecision.For(Cast.Bob, database, grants: [], level));
            (await host.AskAsync(new MayAccess(Cast.Alice, database)))!.PublicLevel.Should().Be(level);
        }
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_creation_that_is_rolled_back_leaves_nothing(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var database = Cast.AlicesDatabase("books");

        var result = await host.PublishAsync(new DatabaseCreated(Cast.Alice, database, ReadOnly), thenFail: true);

        result.Succeeded.Should().BeFalse();
        (await host.AskAsync(new MayAccess(Cast.Bob, database))).Should().Be(DatabaseAccess.None);
        (await host.AskAsync(new WhichMayDiscover(null, [database]))).Should().BeEmpty();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Keeping_a_level_publishes_nothing(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);

        await host.CreatedAsync("books", Fork);

        host.Facts.All.Should().ContainSingle("the test itself published it").Which.Should().BeOfType<DatabaseCreated>();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_database_of_which_nothing_is_known_grants_nothing_but_to_its_owner(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var database = Cast.AlicesDatabase("books");

        (await host.AskAsync(new MayAccess(null, database))).Should().Be(DatabaseAccess.None);
        (await host.AskAsync(new MayAccess(Cast.Bob, database))).Should().Be(DatabaseAccess.None);
        (await host.AskAsync(new MayAccess(Cast.Alice, database))).Should().Be(
            new DatabaseAccess(true, QueryAccess.ReadWrite, true, NoAccess) { LookBack = true });
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_change_on_this_server_is_seen_at_once(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var database = await host.CreatedAsync("books", ReadOnly);
        (await host.AskAsync(new MayAccess(Cast.Bob, database)))!.Query.Should().Be(QueryAccess.ReadOnly);

        await host.CreatedAsync("books", NoAccess);

        (await host.AskAsync(new MayAccess(Cast.Bob, database))).Should().Be(DatabaseAccess.None);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_change_on_another_server_is_seen_within_half_a_minute(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var database = await host.CreatedAsync("books", ReadOnly);
        (await host.AskAsync(new MayAccess(Cast.Bob, database)))!.Query.Should().Be(QueryAccess.ReadOnly);

        await host.AnotherServerRunsAsync("UPDATE public_levels SET level = 'no-access'");

        host.Clock.Advance(TimeSpan.FromSeconds(29));
        (await host.AskAsync(new MayAccess(Cast.Bob, database)))!.Query.Should().Be(QueryAccess.ReadOnly, "it is remembered");
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        (await host.AskAsync(new MayAccess(Cast.Bob, database))).Should().Be(DatabaseAccess.None);
    }
}
