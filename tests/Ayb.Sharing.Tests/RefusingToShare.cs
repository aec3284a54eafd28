using Ayb.Contracts;
using Ayb.Testing;
using static Ayb.Contracts.PublicSharingLevel;

namespace Ayb.Sharing.Tests;

/// <summary>Who may not manage a database, and what is malformed.</summary>
public sealed class RefusingToShare
{
    private const string Characters = "may only contain letters A-Z and a-z, digits, '-', '_' and '.'.";
    private const string EmptyUpdate = "No fields provided to update. Please specify at least one field to update.";
    private const string Levels = "The header 'sharing-level' must be one of: no-access, read-only, read-write, manager.";
    private const string PublicLevels = "The header 'public-sharing-level' must be one of: no-access, fork, read-only.";

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Who_does_not_manage_it_changes_and_learns_nothing(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        foreach (var level in Enum.GetValues<PublicSharingLevel>())
        {
            var books = await host.CreatedAsync("books", level);
            await host.ShareAsync(books, Cast.Carol, SharingLevel.ReadWrite);
            await host.ShareAsync(books, Cast.Dave, SharingLevel.NoAccess);
            host.Facts.Clear();

            // The app shows a token of the owner's own, for this very database.
            foreach (var caller in new[] { "bob", "carol", "dave", "app" })
            {
                (await SharingADatabase.ShareAsync(host, caller, "alice/books", caller == "app" ? "bob" : caller, "manager").ErrorAsync())
                    .Should().Be((403, "Unauthorized", $"Authenticated entity {caller} can't set permissions for database alice/books"));
                (await UpdatingADatabase.UpdateAsync(host, caller, "alice/books", "fork").ErrorAsync())
                    .Should().Be((403, "Unauthorized", $"Authenticated entity {caller} can't update database alice/books"));
                (await host.CallAsync(caller, HttpMethod.Get, "alice/books/permissions").ErrorAsync())
                    .Should().Be((403, "Unauthorized", $"Authenticated entity {caller} can't list permissions for database alice/books"));
            }

            host.Facts.All.Should().BeEmpty();
            (await host.AccessAsync(Cast.Bob, books)).Should().Be(AccessDecision.For(Cast.Bob, books, grants: [], level));
            (await host.AccessAsync(Cast.Carol, books)).Manage.Should().BeFalse();
            (await host.AccessAsync(Cast.Dave, books)).Should().Be(DatabaseAccess.None);
        }
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task What_is_not_there_is_not_found(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        await host.CreatedAsync("books", NoAccess);
        host.Facts.Clear();

        (await SharingADatabase.ShareAsync(host, "alice", "alice/books", "nobody", "read-only").ErrorAsync())
            .Should().Be((404, "RecordNotFound", "Record not found: nobody (entity)"));
        (await SharingADatabase.ShareAsync(host, "alice", "alice/nothing", "bob", "read-only").ErrorAsync())
            .Should().Be((404, "RecordNotFound", "Record not found: alice/nothing (database)"));
        (await UpdatingADatabase.UpdateAsync(host, "alice", "alice/nothing", "fork").ErrorAsync())
            .Should().Be((404, "RecordNotFound", "Record not found: alice/nothing (database)"));
        (await host.CallAsync("alice", HttpMethod.Get, "alice/nothing/permissions").ErrorAsync())
            .Should().Be((404, "RecordNotFound", "Record not found: alice/nothing (database)"));
        host.Facts.All.Should().BeEmpty();
    }

    [Theory]
    [InlineData("POST", "alice/books/share", "", "Other", "The header 'entity-for-permission' is missing.")]
    [InlineData("POST", "alice/books/share", "entity-for-permission: bob", "Other", "The header 'sharing-level' is missing.")]
    [InlineData("POST", "alice/books/share", "sharing-level: manager", "Other", "The header 'entity-for-permission' is missing.")]
    [InlineData("POST", "alice/books/share", "entity-for-permission: bob|sharing-level: fork", "Other", Levels)]
    [InlineData("POST", "alice/books/share", "entity-for-permission: bob|sharing-level: 3", "Other", Levels)]
    [InlineData("POST", "alice/books/share", "entity-for-permission: b:b|sharing-level: manager", "InvalidSlug", $"The entity {Characters}")]
    [InlineData("POST", "alice/bo%20oks/share", "entity-for-permission: bob|sharing-level: manager", "InvalidSlug", $"The database {Characters}")]
    [InlineData("PATCH", "alice/books/update", "", "EmptyUpdateError", EmptyUpdate)]
    [InlineData("PATCH", "alice/books/update", "public-sharing-level: read-write", "Other", PublicLevels)]
    [InlineData("PATCH", "alice/books/update", "public-sharing-level: ", "Other", "The header 'public-sharing-level' is missing.")]
    [InlineData("PATCH", "al%27ice/books/update", "public-sharing-level: fork", "InvalidSlug", $"The entity {Characters}")]
    [InlineData("GET", "alice/books;/permissions", "", "InvalidSlug", $"The database {Characters}")]
    public async Task What_is_malformed_is_a_bad_request(string method, string path, string headers, string type, string message)
    {
        await using var host = await SharingHost.StartAsync(MetadataEngine.Sqlite);
        var books = await host.CreatedAsync("books", NoAccess);
        host.Facts.Clear();

        var given = headers.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(header => header.Split(": "));
        (await host.CallAsync("alice", new HttpMethod(method), path, [.. given.Select(header => (header[0], header[1]))]).ErrorAsync())
            .Should().Be((400, type, message));

        host.Facts.All.Should().BeEmpty();
        (await host.AccessAsync(Cast.Bob, books)).Should().Be(DatabaseAccess.None);
    }
}
