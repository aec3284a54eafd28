using Ayb.Contracts;
using Ayb.Testing;

namespace Ayb.Databases.Tests;

public sealed class UndeletingADatabase
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task It_is_the_same_database_again(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        var books = await host.CreatedAsync("alice/books");
        await host.DeleteAsync("alice/books");
        host.Facts.Clear();

        (await host.CallAsync("alice", "POST Alice/books/undelete")).Should().Be(
            """200 {"entity":"alice","database":"books","database_type":"sqlite"}""");

        (await host.FindAsync("alice/books")).Should().Be(books);
        host.Facts.All.Should().ContainSingle().Which.Should().BeOfType<DatabaseUndeleted>().Which.Database.Should().Be(books);
        (await host.CallAsync("alice", "GET entity/alice/deleted_databases")).Should().Be("""200 {"deleted_databases":[]}""");
        (await host.CallAsync("alice", "POST alice/books/undelete")).Should().Be(
            """404 {"type":"RecordNotFound","message":"There is no deleted database alice/books","id":"alice/books","record_type":"deleted_database"}""");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Of_several_of_one_name_the_last_comes_back_or_the_one_that_is_named_by_its_id(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        var ids = new List<string>();
        for (var turn = 0; turn < 3; turn++)
        {
            ids.Add((await host.CreatedAsync("alice/books")).Id.Value);
            host.Clock.Advance(TimeSpan.FromMinutes(1));
            await host.DeleteAsync("alice/books");
        }

        await host.CallAsync("alice", "POST alice/books/undelete");
        (await host.FindAsync("alice/books"))!.Id.Value.Should().Be(ids[2]);
        await host.CallAsync("alice", "POST alice/books/rename", ("new-name", "latest"));

        await host.CallAsync("alice", "POST alice/books/undelete", ("database-id", ids[0]));
        (await host.FindAsync("alice/books"))!.Id.Value.Should().Be(ids[0]);
        (await host.CallAsync("alice", "POST alice/other/undelete", ("database-id", ids[1]))).Should().StartWith("404 ");
        (await host.CallAsync("alice", "GET entity/alice/deleted_databases")).Should().Contain(ids[1]).And.NotContain(ids[0]);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_name_that_is_taken_by_now_conflicts_and_nothing_is_lost(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        var old = await host.CreatedAsync("alice/books");
        await host.DeleteAsync("alice/books");
        var another = await host.CreatedAsync("alice/books");

        (await host.CallAsync("alice", "POST alice/books/undelete")).Should().Be(
            """409 {"type":"Other","message":"There is another database alice/books by now: rename that one, and then bring this one back."}""");

        (await host.FindAsync("alice/books")).Should().Be(another);
        (await host.CallAsync("alice", "GET entity/alice/deleted_databases")).Should().Contain(old.Id.Value);
        host.Facts.All.Should().BeEmpty();
    }

    [Theory]
    [InlineData("bob", "alice/books", 403)]
    [InlineData("mel", "acme/ledger", 403)]
    [InlineData("bob", "carol/books", 404)]
    [InlineData("bob", "bob/books", 404)]
    [InlineData("limited", "limited/books", 403)]
    [InlineData(null, "alice/books", 401)]
    public async Task Only_the_owner_brings_it_back(string? caller, string path, int status)
    {
        await using var host = await DatabasesHost.StartAsync(MetadataEngine.Sqlite);
        await host.CreatedAsync("alice/books");
        await host.CreatedAsync("acme/ledger", "dora");
        await host.DeleteAsync("alice/books");
        await host.DeleteAsync("acme/ledger", "dora");
        host.Facts.Clear();

        (await host.CallAsync(caller, $"POST {path}/undelete")).Should().StartWith($"{status} ");

        host.Facts.All.Should().BeEmpty();
        (await host.CallAsync("dora", "POST acme/ledger/undelete")).Should().StartWith("200 ");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Of_simultaneous_ones_one_wins(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        await host.CreatedAsync("alice/books");
        await host.DeleteAsync("alice/books");
        host.Facts.Clear();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.CallAsync("alice", "POST alice/books/undelete")));

        answers.Count(answer => answer.StartsWith("200 ", StringComparison.Ordinal)).Should().Be(1);
        host.Facts.All.Should().ContainSingle();
    }
}
