using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;
using Ayb.Testing;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Databases.Tests;

public sealed class AskingForDatabases
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task All_databases_of_one_owner_are_listed_by_slug(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        foreach (var slug in new[] { "b", "a", "_x", "B", "a.b", "a-b" })
        {
            await host.CreateAsync($"alice/{slug}");
        }

        await host.CreateAsync("bob/c", caller: "bob");

        var listed = await host.AskAsync(new WhichDatabasesOf(Callers.Alice.Id));

        listed!.Select(database => database.Slug.Value).Should().Equal("B", "_x", "a", "a-b", "a.b", "b");
        listed.Should().OnlyContain(database => database.Owner == Callers.Alice.Slug);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Databases_are_named_by_their_ids_and_those_that_are_no_more_left_out(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        await host.CreateAsync("alice/books");
        await host.CreateAsync("bob/films", caller: "bob");
        await host.CreateAsync("bob/songs", caller: "bob");
        var (books, films) = (await host.FindAsync("alice", "books"), await host.FindAsync("bob", "films"));

        (await host.AskAsync(new WhichDatabasesById([films!.Id, new DatabaseId("gone"), books!.Id]))).Should().BeEquivalentTo([books, films]);
        (await host.AskAsync(new WhichDatabasesById([]))).Should().NotBeNull().And.BeEmpty();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task All_databases_are_listed_whoever_owns_them(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        (await host.AskAsync(new WhichDatabasesExist())).Should().NotBeNull().And.BeEmpty();
        await host.CreateAsync("alice/books");
        await host.CreateAsync("bob/films", caller: "bob");

        (await host.AskAsync(new WhichDatabasesExist())).Should().BeEquivalentTo(
            [await host.FindAsync("alice", "books"), await host.FindAsync("bob", "films")]);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Who_owns_nothing_has_an_empty_list(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);

        (await host.AskAsync(new WhichDatabasesOf(Callers.Bob.Id))).Should().NotBeNull().And.BeEmpty();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_database_that_did_not_exist_is_found_once_it_does(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        (await host.FindAsync("alice", "books")).Should().BeNull();

        await host.CreateAsync("alice/books");

        (await host.FindAsync("alice", "books")).Should().NotBeNull();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_known_database_is_remembered_for_half_a_minute(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        await host.CreateAsync("alice/books");
        var known = await host.FindAsync("alice", "books");

        await AnotherServerDeletesEverythingAsync(host);

        host.Clock.Advance(TimeSpan.FromSeconds(29));
        (await host.FindAsync("alice", "books")).Should().BeSameAs(known);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        (await host.FindAsync("alice", "books")).Should().BeNull();
    }

    private static async Task AnotherServerDeletesEverythingAsync(ModuleHost host)
    {
        await using var writer = await host.Services.GetRequiredService<IMetadataDatabase>().OpenWriterAsync(CancellationToken.None);
        await writer.Connection.ExecuteAsync("DELETE FROM databases", transaction: writer.Transaction);
        await writer.CommitAsync();
    }
}
