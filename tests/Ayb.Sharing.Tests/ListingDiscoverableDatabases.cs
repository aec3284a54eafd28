using Ayb.Contracts;
using Ayb.Testing;
using static Ayb.Contracts.PublicSharingLevel;

namespace Ayb.Sharing.Tests;

public sealed class ListingDiscoverableDatabases
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Each_caller_sees_what_they_may_know_of_in_the_given_order(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        HostedDatabase[] databases =
        [
            await host.CreatedAsync("readable", ReadOnly),
            await host.CreatedAsync("hidden", NoAccess),
            await host.CreatedAsync("forkable", Fork),
        ];

        (await SlugsAsync(Cast.Alice)).Should().Equal("readable", "hidden", "forkable");
        (await SlugsAsync(Cast.Bob)).Should().Equal("readable", "forkable");
        (await SlugsAsync(null)).Should().Equal("readable", "forkable");
        (await SlugsAsync(Cast.Alice.LimitedTo(databases[1], QueryAccess.ReadOnly))).Should().Equal("hidden");
        (await SlugsAsync(Cast.Bob.LimitedTo(databases[1], QueryAccess.ReadOnly))).Should().BeEmpty();

        async Task<IEnumerable<string>> SlugsAsync(Principal? caller) =>
            (await host.AskAsync(new WhichMayDiscover(caller, databases)))!.Select(database => database.Slug.Value);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task What_was_granted_wins_over_what_everybody_may(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        HostedDatabase[] databases =
        [
            await host.CreatedAsync("withheld", ReadOnly),
            await host.CreatedAsync("shared", NoAccess),
            await host.CreatedAsync("public", Fork),
        ];
        await host.ShareAsync(databases[0], Cast.Bob, SharingLevel.NoAccess);
        await host.ShareAsync(databases[1], Cast.Bob, SharingLevel.ReadOnly);

        (await host.AskAsync(new WhichMayDiscover(Cast.Bob, databases))).Should().Equal(databases[1], databases[2]);
        (await host.AskAsync(new WhichMayDiscover(Cast.Carol, databases))).Should().Equal(databases[0], databases[2]);
        (await host.AskAsync(new WhichMayDiscover(null, databases))).Should().Equal(databases[0], databases[2]);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task An_empty_list_stays_empty(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);

        (await host.AskAsync(new WhichMayDiscover(Cast.Bob, []))).Should().NotBeNull().And.BeEmpty();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task More_databases_than_fit_in_one_statement_are_no_obstacle(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var shared = await host.CreatedAsync("shared", Fork);
        var hidden = Enumerable.Range(0, 40_000).Select(number => Cast.AlicesDatabase($"hidden-{number}"));

        var seen = await host.AskAsync(new WhichMayDiscover(Cast.Bob, [.. hidden, shared]));

        seen.Should().Equal(shared);
    }
}
