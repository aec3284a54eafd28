using Ayb.Contracts;
using Ayb.Testing;

namespace Ayb.Sharing.Tests;

/// <summary>What becomes of grants when their database goes, or gets another owner.</summary>
public sealed class ForgettingAccess
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_database_that_is_no_more_grants_nothing_from_that_moment_on(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", PublicSharingLevel.ReadOnly);
        var films = await host.CreatedAsync("films", PublicSharingLevel.ReadOnly);
        await host.ShareAsync(books, Cast.Bob, SharingLevel.Manager);
        await host.ShareAsync(films, Cast.Bob, SharingLevel.Manager);
        (await host.AccessAsync(Cast.Bob, books)).Manage.Should().BeTrue();
        (await host.AccessAsync(Cast.Carol, books)).Query.Should().Be(QueryAccess.ReadOnly);

        await host.PublishAsync(new DatabasePurged(books), thenFail: true);
        (await host.AccessAsync(Cast.Bob, books)).Manage.Should().BeTrue("it was rolled back");
        await host.PublishAsync(new DatabasePurged(books));

        (await host.AccessAsync(Cast.Bob, books)).Should().Be(DatabaseAccess.None);
        (await host.AccessAsync(Cast.Carol, books)).Should().Be(DatabaseAccess.None);
        (await host.SendAsync(new ListPermissions(Cast.Alice, books.Owner, books.Slug))).Value.Permissions.Should().BeEmpty();
        (await host.AccessAsync(Cast.Bob, films)).Manage.Should().BeTrue("that is another database");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_deleted_database_keeps_its_grants_for_when_it_comes_back(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", PublicSharingLevel.NoAccess);
        await host.ShareAsync(books, Cast.Bob, SharingLevel.ReadWrite);

        await host.PublishAsync(new DatabaseDeleted(Cast.Alice, books));
        await host.PublishAsync(new DatabaseUndeleted(Cast.Alice, books));

        (await host.AccessAsync(Cast.Bob, books)).Query.Should().Be(QueryAccess.ReadWrite);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task The_new_owner_s_grant_goes_others_stay_and_who_was_the_owner_keeps_nothing(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", PublicSharingLevel.NoAccess);
        await host.ShareAsync(books, Cast.Bob, SharingLevel.ReadOnly);
        await host.ShareAsync(books, Cast.Carol, SharingLevel.ReadOnly);
        (await host.AccessAsync(Cast.Bob, books)).Query.Should().Be(QueryAccess.ReadOnly);
        var bobs = books with { OwnerId = Cast.Bob.Id, Owner = Cast.Bob.Slug };

        await host.PublishAsync(new DatabaseMoved(Cast.Bob, books, bobs));

        (await host.AccessAsync(Cast.Bob, bobs)).Manage.Should().BeTrue();
        (await host.AccessAsync(Cast.Carol, bobs)).Query.Should().Be(QueryAccess.ReadOnly);
        (await host.AccessAsync(Cast.Alice, bobs)).Should().Be(DatabaseAccess.None);

        await host.PublishAsync(new DatabaseMoved(Cast.Alice, bobs, books));
        (await host.AccessAsync(Cast.Bob, books)).Should().Be(DatabaseAccess.None, "the grant from before has gone");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Another_name_changes_nothing(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", PublicSharingLevel.Fork);
        await host.ShareAsync(books, Cast.Bob, SharingLevel.ReadWrite);
        var novels = books with { Slug = DatabaseSlug.Parse("novels").Value };

        await host.PublishAsync(new DatabaseMoved(Cast.Alice, books, novels));

        (await host.AccessAsync(Cast.Bob, novels)).Query.Should().Be(QueryAccess.ReadWrite);
        (await host.AccessAsync(Cast.Carol, novels)).PublicLevel.Should().Be(PublicSharingLevel.Fork);
    }
}
