using Ayb.Contracts;
using Ayb.Testing;

namespace Ayb.Databases.Tests;

public sealed class RenamingADatabase
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task It_is_found_by_its_new_name_alone_and_the_old_one_is_free(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        var books = await host.CreatedAsync("alice/books");

        (await RenameAsync(host, "novels")).Should().Be("""200 {"entity":"alice","database":"novels"}""");

        var novels = (await host.FindAsync("alice/novels"))!;
        novels.Should().Be(books with { Slug = DatabaseSlug.Parse("novels").Value });
        (await host.FindAsync("alice/books")).Should().BeNull();
        var moved = host.Facts.All.Should().ContainSingle().Which.Should().BeOfType<DatabaseMoved>().Which;
        (moved.By.Slug, moved.Before, moved.After).Should().Be((Callers.Alice.Slug, books, novels));
        (await host.CreatedAsync("alice/books")).Id.Should().NotBe(books.Id);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_taken_name_conflicts_and_changes_nothing(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        var books = await host.CreatedAsync("alice/books");
        var films = await host.CreatedAsync("alice/films");

        (await RenameAsync(host, "films")).Should().Be(
            """409 {"type":"Other","message":"There is a database alice/films already: choose another name."}""");

        (await host.FindAsync("alice/books")).Should().Be(books);
        (await host.FindAsync("alice/films")).Should().Be(films);
        host.Facts.All.Should().BeEmpty();
    }

    [Theory]
    [InlineData("alice", "Books", 200)]
    [InlineData("alice", "books", 400)]
    [InlineData("alice", "b/c", 400)]
    [InlineData("alice", null, 400)]
    [InlineData("bob", "novels", 403)]
    [InlineData("dora", "novels", 403)]
    [InlineData("limited", "novels", 403)]
    [InlineData(null, "novels", 401)]
    public async Task Only_the_owner_gives_it_another_name(string? caller, string? name, int status)
    {
        await using var host = await DatabasesHost.StartAsync(
            MetadataEngine.Sqlite, _ => new DatabaseAccess(true, QueryAccess.ReadWrite, Manage: true, PublicSharingLevel.NoAccess));
        await host.CreatedAsync("alice/books");

        var answer = await host.CallAsync(caller, "POST alice/books/rename", name is null ? [] : [("new-name", name)]);

        answer.Should().StartWith($"{status} ");
        (await host.FindAsync("alice/books") is null).Should().Be(status == 200);
        host.Facts.All.Should().HaveCount(status == 200 ? 1 : 0);
    }

    [Fact]
    public async Task A_token_of_the_owner_that_is_limited_to_queries_does_not()
    {
        await using var host = await DatabasesHost.StartAsync(MetadataEngine.Sqlite);
        await host.CreatedAsync("alice/books");
        var limited = Callers.Alice.AsCaller() with { Scope = new TokenScope(Database: null, QueryAccess.ReadWrite) };

        (await host.SendAsync(new RenameDatabase(limited, DatabasePath.Parse("alice/books").Value, DatabaseSlug.Parse("novels").Value)))
            .Error.Should().Be(AybError.Forbidden("This API token is limited to queries; it can't rename databases"));
    }

    [Fact]
    public async Task What_does_not_exist_has_no_name_to_change()
    {
        await using var host = await DatabasesHost.StartAsync(MetadataEngine.Sqlite);

        (await RenameAsync(host, "novels")).Should().StartWith("404 ");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Of_simultaneous_renames_and_deletions_one_wins(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        for (var turn = 0; turn < 5; turn++)
        {
            var books = await host.CreatedAsync("alice/books");

            var renaming = RenameAsync(host, $"novels{turn}");
            var deleting = host.DeleteAsync("alice/books");
            var answers = await Task.WhenAll(renaming, deleting);

            answers.Select(answer => answer[..3]).Should().BeEquivalentTo("200", "404");
            host.Facts.All.Should().ContainSingle();
            (await host.FindAsync($"alice/novels{turn}") is not null).Should().Be(answers[0].StartsWith("200", StringComparison.Ordinal));
            (await host.FindAsync("alice/books")).Should().BeNull();
        }
    }

    private static Task<string> RenameAsync(ModuleHost host, string name) =>
        host.CallAsync("alice", "POST alice/books/rename", ("new-name", name));
}
