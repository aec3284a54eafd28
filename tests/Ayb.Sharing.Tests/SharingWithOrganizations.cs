using Ayb.Contracts;
using Ayb.Testing;
using static Ayb.Contracts.PublicSharingLevel;

namespace Ayb.Sharing.Tests;

/// <summary>What is granted to an organization its members have, and what an organization owns its owners manage.</summary>
public sealed class SharingWithOrganizations
{
    private static readonly Principal Member = Cast.Bob.In(Cast.Guild, MemberRole.Member);

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Each_level_reaches_the_members_on_the_next_request(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", NoAccess);
        (await host.AccessAsync(Member, books)).Should().Be(DatabaseAccess.None);

        await host.ShareAsync(books, Cast.Guild, SharingLevel.ReadOnly);
        (await host.AccessAsync(Member, books)).Query.Should().Be(QueryAccess.ReadOnly);
        (await host.AskAsync(new WhichMayDiscover(Member, [books]))).Should().Equal(books);
        (await host.AccessAsync(Cast.Bob, books)).Should().Be(DatabaseAccess.None, "who left has nothing of it");

        await host.ShareAsync(books, Cast.Guild, SharingLevel.Manager);
        (await host.AccessAsync(Member, books)).Should().Be(new DatabaseAccess(true, QueryAccess.ReadWrite, false, NoAccess) { LookBack = true });
        (await host.AccessAsync(Cast.Bob.In(Cast.Guild, MemberRole.Owner), books)).Manage.Should().BeTrue();

        await host.ShareAsync(books, Cast.Guild, SharingLevel.NoAccess);
        (await host.AccessAsync(Member, books)).Should().Be(DatabaseAccess.None);
        (await host.AskAsync(new WhichMayDiscover(Member, [books]))).Should().BeEmpty();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task An_owner_of_the_owning_organization_manages_and_is_not_to_be_shared_with(MetadataEngine engine)
    {
        var members = new KnownMembers();
        members.Set(Cast.Acme, Cast.Bob, MemberRole.Owner);
        members.Set(Cast.Acme, Cast.Carol, MemberRole.Member);
        await using var host = await SharingHost.StartAsync(engine, options => members.AnswerFor(options));
        var books = await host.CreatedAsync("books", NoAccess, Cast.Acme);
        host.Facts.Clear();

        foreach (var owner in new[] { Cast.Bob, Cast.Acme })
        {
            (await host.ShareAsync(books, owner, SharingLevel.ReadOnly, by: members.Now(Cast.Bob))).Error.Should().Be(new AybError(
                ErrorKind.CantChangeOwner, $"{owner.Slug} owns acme/books, so their permissions can't be changed"));
        }

        (await host.ShareAsync(books, Cast.Dave, SharingLevel.ReadOnly, by: members.Now(Cast.Carol))).Error!.Kind
            .Should().Be(ErrorKind.Forbidden, "members do not manage");
        host.Facts.All.Should().BeEmpty();
        (await host.ShareAsync(books, Cast.Carol, SharingLevel.NoAccess, by: members.Now(Cast.Bob))).Succeeded.Should().BeTrue();
        (await host.AccessAsync(members.Now(Cast.Carol), books)).Should().Be(DatabaseAccess.None, "what was said of her alone wins");
        (await host.AccessAsync(members.Now(Cast.Bob), books)).Should().Be(new DatabaseAccess(true, QueryAccess.ReadWrite, true, NoAccess) { LookBack = true });
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_caller_of_many_organizations_is_decided_from_memory_after_one_read(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine, CountedMetadata.Use);
        var books = await host.CreatedAsync("books", NoAccess);
        await host.ShareAsync(books, Cast.Guild, SharingLevel.ReadWrite);
        var caller = Enumerable.Range(0, 99).Aggregate(
            Member, (caller, number) => caller with { Memberships = [.. caller.Memberships, new Membership(new EntityId($"{number}"), MemberRole.Owner)] });
        var metadata = CountedMetadata.Of(host);

        (await host.AccessAsync(caller, books)).Query.Should().Be(QueryAccess.ReadWrite);
        metadata.Reads.Should().Be(2, "one for the grants and one for the public level");

        (await host.AccessAsync(caller, books)).Query.Should().Be(QueryAccess.ReadWrite);
        metadata.Reads.Should().Be(2);

        await host.ShareAsync(books, Cast.Guild, SharingLevel.ReadOnly);
        (await host.AccessAsync(caller, books)).Query.Should().Be(QueryAccess.ReadOnly);
        metadata.Reads.Should().Be(3);
    }
}
