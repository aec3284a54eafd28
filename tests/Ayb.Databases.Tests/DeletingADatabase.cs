using Ayb.Contracts;
using Ayb.Testing;

namespace Ayb.Databases.Tests;

public sealed class DeletingADatabase
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Nobody_finds_it_any_more_and_the_owner_finds_it_among_the_deleted(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        var books = await host.CreatedAsync("alice/books");

        (await host.DeleteAsync("alice/books")).Should().Be(
            $$"""200 {"database_id":"{{books.Id}}","purged_at":"2026-03-08T12:00:00.000Z"}""");

        (await host.FindAsync("alice/books")).Should().BeNull("and not for half a minute longer, because it was known");
        (await host.AskAsync(new WhichDatabasesOf(Callers.Alice.Id))).Should().BeEmpty();
        (await host.AskAsync(new WhichDatabasesById([books.Id]))).Should().BeEmpty();
        (await host.AskAsync(new WhichDatabasesExist())).Should().BeEmpty();
        host.Facts.All.Should().ContainSingle().Which.Should().BeOfType<DatabaseDeleted>().Which.Database.Should().Be(books);
        (await host.CallAsync("alice", "GET entity/alice/deleted_databases")).Should().Be(
            $$"""200 {"deleted_databases":[{"slug":"books","database_id":"{{books.Id}}","deleted_at":"2026-03-01T12:00:00.000Z","purged_at":"2026-03-08T12:00:00.000Z"}]}""");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Its_name_is_free_at_once_and_the_new_one_is_another_database(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        var old = await host.CreatedAsync("alice/books");
        await host.DeleteAsync("alice/books");

        var another = await host.CreatedAsync("alice/books");

        another.Id.Should().NotBe(old.Id);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task An_owner_of_the_organization_deletes_and_lists_and_so_does_itself(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        await host.CreatedAsync("acme/ledger", "dora");
        await host.CreatedAsync("acme/payroll", "dora");

        (await host.DeleteAsync("acme/ledger", "dora")).Should().StartWith("200 ");
        (await host.DeleteAsync("acme/payroll", "acme")).Should().StartWith("200 ");

        (await host.CallAsync("dora", "GET entity/acme/deleted_databases")).Should().Contain("ledger").And.Contain("payroll");
    }

    [Theory]
    [InlineData("bob", "alice/books", "Authenticated entity bob can't delete database alice/books")]
    [InlineData("mel", "acme/ledger", "Authenticated entity mel can't delete database acme/ledger")]
    [InlineData("dora", "alice/books", "Authenticated entity dora can't delete database alice/books")]
    public async Task Who_only_manages_it_or_belongs_to_its_owner_does_not(string caller, string path, string message)
    {
        await using var host = await DatabasesHost.StartAsync(
            MetadataEngine.Sqlite, _ => new DatabaseAccess(true, QueryAccess.ReadWrite, Manage: true, PublicSharingLevel.NoAccess));
        await host.CreatedAsync("alice/books");
        await host.CreatedAsync("acme/ledger", "dora");

        (await host.DeleteAsync(path, caller)).Should().Be($$"""403 {"type":"Unauthorized","message":"{{message}}"}""");

        (await host.FindAsync(path)).Should().NotBeNull();
        host.Facts.All.Should().BeEmpty();
    }

    [Fact]
    public async Task A_token_that_is_limited_to_queries_deletes_and_lists_nothing()
    {
        await using var host = await DatabasesHost.StartAsync(MetadataEngine.Sqlite);
        await host.CreatedAsync("alice/books");
        var path = DatabasePath.Parse("alice/books").Value;
        var limited = Callers.Alice.AsCaller() with { Scope = new TokenScope(Database: null, QueryAccess.ReadWrite) };

        (await host.SendAsync(new DeleteDatabase(limited, path, path))).Error.Should().Be(
            AybError.Forbidden("This API token is limited to queries; it can't delete databases"));
        (await host.SendAsync(new ListDeletedDatabases(limited, Callers.Alice.Slug))).Error!.Kind.Should().Be(ErrorKind.Forbidden);
    }

    [Theory]
    [InlineData("GET entity/alice/deleted_databases", "bob", 403)]
    [InlineData("GET entity/acme/deleted_databases", "mel", 403)]
    [InlineData("GET entity/carol/deleted_databases", "bob", 404)]
    [InlineData("GET entity/alice/deleted_databases", null, 401)]
    public async Task Nobody_else_lists_what_was_deleted(string call, string? caller, int status)
    {
        await using var host = await DatabasesHost.StartAsync(MetadataEngine.Sqlite);

        (await host.CallAsync(caller, call)).Should().StartWith($"{status} ");
    }

    [Theory]
    [InlineData(null, 400)]
    [InlineData("books", 400)]
    [InlineData("alice/Books", 400)]
    [InlineData("bob/books", 400)]
    [InlineData("ALICE/books", 200)]
    public async Task Its_name_has_to_be_typed_again(string? typed, int status)
    {
        await using var host = await DatabasesHost.StartAsync(MetadataEngine.Sqlite);
        await host.CreatedAsync("alice/books");

        var answer = await host.CallAsync("alice", "DELETE alice/books", typed is null ? [] : [("database-name", typed)]);

        answer.Should().StartWith($"{status} ");
        (await host.FindAsync("alice/books") is null).Should().Be(status == 200);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Others_learn_which_ones_may_come_back(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        var books = await host.CreatedAsync("alice/books");
        await host.CreatedAsync("bob/films", "bob");

        await host.DeleteAsync("alice/books");

        (await host.AskAsync(new WhichDatabasesAreDeleted())).Should().Equal(books);
        (await host.AskAsync(new WhichDatabasesAreDeleted { Owner = Callers.Alice.Id })).Should().Equal(books);
        (await host.AskAsync(new WhichDatabasesAreDeleted { Owner = Callers.Bob.Id })).Should().NotBeNull().And.BeEmpty();
    }

    [Fact]
    public async Task What_does_not_exist_is_not_deleted()
    {
        await using var host = await DatabasesHost.StartAsync(MetadataEngine.Sqlite);

        (await host.DeleteAsync("alice/books")).Should().StartWith("404 ");
        (await host.DeleteAsync("bob/books", "alice")).Should().StartWith("404 ");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Of_simultaneous_deletions_one_wins(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        await host.CreatedAsync("alice/books");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.DeleteAsync("alice/books")));

        answers.Count(answer => answer.StartsWith("200 ", StringComparison.Ordinal)).Should().Be(1);
        answers.Count(answer => answer.StartsWith("404 ", StringComparison.Ordinal)).Should().Be(7);
        host.Facts.All.Should().ContainSingle();
    }
}
