using Ayb.Testing;

namespace Ayb.Databases.Tests;

public sealed class EndingOffers
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Either_side_ends_it_and_nobody_else(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        await host.CreatedAsync("alice/books");
        foreach (var side in new[] { "alice", "bob" })
        {
            await host.OfferAsync("bob");
            (await host.CallAsync("dora", "DELETE alice/books/transfer")).Should().StartWith("404 ");
            (await host.CallAsync(null, "DELETE alice/books/transfer")).Should().StartWith("401 ");

            (await host.CallAsync(side, "DELETE alice/books/transfer")).Should().Be("204 ");

            (await host.CallAsync(side, "DELETE alice/books/transfer")).Should().StartWith("404 ");
            (await host.AcceptAsync("bob")).Should().StartWith("404 ");
        }
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task It_ends_after_a_week(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        await host.CreatedAsync("alice/books");
        await host.OfferAsync("bob");

        host.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMilliseconds(1));
        (await host.CallAsync("bob", "GET transfers")).Should().Contain("alice/books");
        host.Clock.Advance(TimeSpan.FromMilliseconds(1));

        (await host.CallAsync("bob", "GET transfers")).Should().Be("""200 {"transfers":[]}""");
        (await host.AcceptAsync("bob")).Should().StartWith("404 ");
        (await host.OfferAsync("bob")).Should().StartWith("202 ");
        (await host.AcceptAsync("bob")).Should().StartWith("200 ");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Another_offer_takes_its_place(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        await host.CreatedAsync("alice/books");
        await host.OfferAsync("bob");
        await host.OfferAsync("acme");

        (await host.AcceptAsync("bob")).Should().StartWith("404 ");
        (await host.AcceptAsync("dora")).Should().StartWith("200 ");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task It_ends_with_the_database_also_if_that_comes_back(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        await host.CreatedAsync("alice/books");
        await host.OfferAsync("bob");

        await host.DeleteAsync("alice/books");
        (await host.AcceptAsync("bob")).Should().StartWith("404 ");
        await host.CallAsync("alice", "POST alice/books/undelete");

        (await host.AcceptAsync("bob")).Should().StartWith("404 ");
        (await host.CallAsync("bob", "GET transfers")).Should().Be("""200 {"transfers":[]}""");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task It_ends_with_another_name_and_with_another_owner(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        await host.CreatedAsync("alice/books");
        await host.OfferAsync("bob");
        await host.CallAsync("alice", "POST alice/books/rename", ("new-name", "novels"));
        (await host.CallAsync("bob", "POST alice/novels/transfer/accept")).Should().StartWith("404 ");

        await host.CallAsync("alice", "POST alice/novels/transfer", ("to-entity", "acme"));
        await host.CallAsync("dora", "POST alice/novels/transfer/accept");
        (await host.CallAsync("dora", "GET transfers")).Should().Be("""200 {"transfers":[]}""");
        (await host.CallAsync("dora", "POST acme/novels/transfer/accept")).Should().StartWith("404 ");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Of_those_who_accept_delete_and_withdraw_at_once_one_wins(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        for (var turn = 0; turn < 8; turn++)
        {
            var path = $"alice/books{turn}";
            await host.CreatedAsync(path);
            await host.CallAsync("alice", $"POST {path}/transfer", ("to-entity", "bob"));
            host.Facts.Clear();

            var accepting = host.CallAsync("bob", $"POST {path}/transfer/accept");
            var withdrawing = turn % 2 == 0
                ? host.DeleteAsync(path)
                : host.CallAsync("alice", $"DELETE {path}/transfer");
            var answers = await Task.WhenAll(accepting, withdrawing);

            answers.Count(answer => answer.StartsWith('2')).Should().Be(1, string.Join(" and ", answers));
            answers.Count(answer => answer.StartsWith("404", StringComparison.Ordinal)).Should().Be(1, string.Join(" and ", answers));
            (await host.FindAsync($"bob/books{turn}") is not null).Should().Be(answers[0].StartsWith('2'));
        }
    }
}
