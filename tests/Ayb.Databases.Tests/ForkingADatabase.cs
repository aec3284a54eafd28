using Ayb.Contracts;
using Ayb.Testing;

namespace Ayb.Databases.Tests;

public sealed class ForkingADatabase
{
    private static readonly DatabaseAccess MayRead = new(true, QueryAccess.ReadOnly, false, PublicSharingLevel.NoAccess);

    private readonly Files _files = new();

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task The_fork_is_the_caller_s_and_has_what_is_in_the_origin_and_nothing_that_was_deleted(MetadataEngine engine)
    {
        await using var host = await StartAsync(engine);
        var books = await host.CreatedAsync("alice/books");
        _files[books.Id] = "three books";

        (await host.CallAsync("bob", "POST alice/books/fork")).Should().Be(
            """201 {"entity":"bob","database":"books","database_type":"sqlite","origin":"alice/books"}""");

        var fork = (await host.FindAsync("bob/books"))!;
        fork.Origin.Should().Be(books.Id);
        _files[fork.Id].Should().Be("three books");
        _files.Staged.Should().BeEmpty();
        host.Facts.All.Select(fact => fact.GetType()).Should().Equal(typeof(DatabaseCreated), typeof(DatabaseForked));
        host.Facts.All.OfType<DatabaseCreated>().Single().Should().Match<DatabaseCreated>(
            created => created.Database == fork && created.PublicLevel == PublicSharingLevel.NoAccess);
        host.Facts.All.OfType<DatabaseForked>().Single().Should().Match<DatabaseForked>(
            forked => forked.By.Id == Callers.Bob.Id && forked.Origin == books && forked.Database == fork);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task It_can_have_another_name_another_owner_and_a_public_level(MetadataEngine engine)
    {
        await using var host = await StartAsync(engine);
        await host.CreatedAsync("alice/books");

        (await host.CallAsync(
            "dora", "POST alice/books/fork", ("entity", "acme"), ("database", "ledger"), ("public-sharing-level", "fork")))
            .Should().Be("""201 {"entity":"acme","database":"ledger","database_type":"sqlite","origin":"alice/books"}""");

        host.Facts.All.OfType<DatabaseCreated>().Should().ContainSingle().Which.PublicLevel.Should().Be(PublicSharingLevel.Fork);
        (await host.FindAsync("acme/ledger"))!.OwnerId.Should().Be(Callers.Acme.Id);
    }

    [Theory]
    [InlineData(true, QueryAccess.None, PublicSharingLevel.Fork, true)]
    [InlineData(true, QueryAccess.ReadOnly, PublicSharingLevel.NoAccess, true)]
    [InlineData(true, QueryAccess.ReadWrite, PublicSharingLevel.NoAccess, true)]
    [InlineData(true, QueryAccess.None, PublicSharingLevel.NoAccess, false)]
    [InlineData(false, QueryAccess.None, PublicSharingLevel.Fork, false)]
    [InlineData(false, QueryAccess.None, PublicSharingLevel.NoAccess, false)]
    public async Task Who_may_see_what_is_in_it_may_fork_it(bool discover, QueryAccess query, PublicSharingLevel publicLevel, bool may)
    {
        await using var host = await StartAsync(MetadataEngine.Sqlite, new DatabaseAccess(discover, query, false, publicLevel));
        await host.CreatedAsync("alice/books");

        var answer = await host.CallAsync("bob", "POST alice/books/fork");

        answer.Should().StartWith(may ? "201 " : "403 ");
        (await host.FindAsync("bob/books") is not null).Should().Be(may);
        if (!may)
        {
            answer.Should().Contain("Authenticated entity bob can't fork database alice/books");
            host.Facts.All.Should().BeEmpty();
        }
    }

    [Theory]
    [InlineData("bob", "alice", 403)]
    [InlineData("mel", "acme", 403)]
    [InlineData("limited", "limited", 403)]
    [InlineData("bob", "carol", 404)]
    [InlineData("bob", "b b", 400)]
    public async Task Nobody_forks_for_somebody_else_or_by_a_limited_token(string caller, string target, int status)
    {
        await using var host = await StartAsync(MetadataEngine.Sqlite);
        await host.CreatedAsync("alice/books");

        (await host.CallAsync(caller, "POST alice/books/fork", ("entity", target), ("database", "copy"))).Should().StartWith($"{status} ");

        host.Facts.All.Should().BeEmpty();
        _files.Staged.Should().BeEmpty();
    }

    [Fact]
    public async Task What_does_not_exist_is_not_forked()
    {
        await using var host = await StartAsync(MetadataEngine.Sqlite);

        (await host.CallAsync("bob", "POST alice/books/fork")).Should().StartWith("404 ").And.Contain("alice/books");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_taken_name_conflicts(MetadataEngine engine)
    {
        await using var host = await StartAsync(engine);
        await host.CreatedAsync("alice/books");

        (await host.CallAsync("alice", "POST alice/books/fork")).Should().StartWith("409 ");

        host.Facts.All.Should().BeEmpty();
        _files.Staged.Should().BeEmpty();
    }

    [Fact]
    public async Task A_disk_without_room_leaves_nothing()
    {
        await using var host = await StartAsync(MetadataEngine.Sqlite);
        await host.CreatedAsync("alice/books");
        _files.FailsWith = new IOException("No space left on device");

        (await host.CallAsync("bob", "POST alice/books/fork")).Should().StartWith("503 ").And.NotContain("No space");

        (await host.FindAsync("bob/books")).Should().BeNull();
        host.Facts.All.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Details_name_the_origin_as_it_is_called_now_to_who_may_know_of_it(MetadataEngine engine)
    {
        var hidden = "";
        await using var host = await DatabasesHost.StartAsync(
            engine, question => question.Database.Name == hidden ? DatabaseAccess.None : MayRead, _files.Use);
        await host.CreatedAsync("alice/books");
        await host.CallAsync("bob", "POST alice/books/fork");
        (await OriginAsync()).Should().Be("\"alice/books\"");

        await host.CallAsync("alice", "POST alice/books/rename", ("new-name", "novels"));
        (await OriginAsync()).Should().Be("\"alice/novels\"");

        hidden = "alice/novels";
        (await OriginAsync()).Should().Be("null");

        hidden = "";
        await host.DeleteAsync("alice/novels");
        (await OriginAsync()).Should().Be("null");

        async Task<string> OriginAsync() => (await host.CallAsync("bob", "GET bob/books/details")).Split("\"origin\":")[1].TrimEnd('}');
    }

    private Task<ModuleHost> StartAsync(MetadataEngine engine, DatabaseAccess? access = null) =>
        DatabasesHost.StartAsync(engine, _ => access ?? MayRead, _files.Use);
}
