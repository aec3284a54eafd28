using System.Net;
using Ayb.Contracts;
using Ayb.Testing;

namespace Ayb.Identity.Tests;

/// <summary>Nobody belongs to an organization who has not said so.</summary>
public class InvitingMembers
{
    private const int Rounds = 12;

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task An_invitation_gives_nothing_until_it_is_accepted(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (alice, bob) = await ChangingMembers.AcmeAsync(host);
        var (acme, member) = (await host.EntityAsync("acme"), await host.EntityAsync("bob"));
        var (owner, invited) = (await host.PrincipalOfAsync(alice), await host.PrincipalOfAsync(bob));
        host.Facts.Clear();

        await host.SetMemberAsync(alice, "ACME", "Bob", "owner").ShouldSayAsync("invited");
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        (await host.PrincipalOfAsync(bob)).Memberships.Should().BeEmpty();
        (await host.AskAsync(new WhichRole(acme.Id, member.Id))).Should().BeNull();
        (await host.MembersAsync(bob, "acme")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await host.SetMemberAsync(bob, "acme", "bob")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await host.RemoveMemberAsync(bob, "acme", "alice")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await host.WhoIsInAsync(alice, "acme")).Should().Be("alice owner, bob owner?");
        await (await host.OrganizationsAsync(bob)).ShouldBeAsync(
            HttpStatusCode.OK, """{"organizations":[{"entity_slug":"acme","role":"owner","state":"invited"}]}""");
        host.Facts.All.Should().Equal(new MemberInvited(owner, acme, member, MemberRole.Owner));

        for (var time = 0; time < 2; time++)
        {
            await (await host.JoinAsync(bob, "Acme")).ShouldBeAsync(HttpStatusCode.OK, """{"entity":"acme","role":"owner"}""");
            (await host.PrincipalOfAsync(bob)).Memberships.Should().Equal(new Membership(acme.Id, MemberRole.Owner));
            (await host.AskAsync(new WhichRole(acme.Id, member.Id))).Should().Be(MemberRole.Owner);
            (await host.WhoIsInAsync(bob, "acme")).Should().Be("alice owner, bob owner");
        }

        host.Facts.All.Skip(1).Should().Equal(new MembershipChanged(invited, acme, member, MemberRole.Owner));
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task What_is_offered_last_is_accepted(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (alice, bob) = await ChangingMembers.AcmeAsync(host);
        host.Facts.Clear();

        foreach (var role in new[] { "owner", "owner", "member" })
        {
            await host.SetMemberAsync(alice, "acme", "bob", role).ShouldSayAsync("invited");
            (await host.WhoIsInAsync(alice, "acme")).Should().Be($"alice owner, bob {role}?");
        }

        host.Facts.All.Cast<MemberInvited>().Select(fact => fact.Role).Should().Equal(MemberRole.Owner, MemberRole.Member);
        await (await host.JoinAsync(bob, "acme")).ShouldBeAsync(HttpStatusCode.OK, """{"entity":"acme","role":"member"}""");
        (await host.RemoveMemberAsync(bob, "acme", "bob")).ShouldBeDone();
        (await host.JoinAsync(bob, "acme")).StatusCode.Should().Be(HttpStatusCode.NotFound, "an invitation is good for once");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task It_can_be_declined_and_withdrawn_and_is_gone_then(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (alice, bob) = await ChangingMembers.AcmeAsync(host);

        foreach (var by in new[] { bob, alice })
        {
            await host.SetMemberAsync(alice, "acme", "bob").ShouldSayAsync("invited");
            host.Facts.Clear();

            (await host.RemoveMemberAsync(by, "acme", "Bob")).ShouldBeDone();

            host.Facts.All.Should().BeEmpty("nothing has taken effect");
            (await host.WhoIsInAsync(alice, "acme")).Should().Be("alice owner");
            await (await host.OrganizationsAsync(bob)).ShouldBeAsync(HttpStatusCode.OK, """{"organizations":[]}""");
            await (await host.RemoveMemberAsync(by, "acme", "bob")).ShouldFailAsync(
                HttpStatusCode.NotFound, "RecordNotFound", "Record not found: bob (member)");
            await (await host.JoinAsync(bob, "acme")).ShouldFailAsync(
                HttpStatusCode.NotFound, "RecordNotFound", "Record not found: acme (invitation)");
        }
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Nobody_but_the_invited_user_accepts(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (alice, bob) = await ChangingMembers.AcmeAsync(host);
        var (guild, carol) = (await host.SignUpOrganizationAsync("guild"), await host.SignUpAsync("carol", "c@example.org"));
        var narrowed = await host.LogInAgainAsync("bob");
        await host.NarrowAsync(narrowed);
        await host.SetMemberAsync(alice, "acme", "bob").ShouldSayAsync("invited");
        await host.SetMemberAsync(guild, "guild", "bob").ShouldSayAsync("invited");
        host.Facts.Clear();

        foreach (var (token, organization) in new[] { (carol, "acme"), (guild, "acme"), (guild, "guild"), (alice, "guild") })
        {
            await (await host.JoinAsync(token, organization)).ShouldFailAsync(
                HttpStatusCode.NotFound, "RecordNotFound", $"Record not found: {organization} (invitation)");
        }

        await (await host.JoinAsync(narrowed, "acme")).ShouldFailAsync(
            HttpStatusCode.Forbidden, "Unauthorized", "This API token is limited to queries; it can't join organizations");
        await (await host.RemoveMemberAsync(carol, "acme", "bob")).ShouldFailAsync(
            HttpStatusCode.Forbidden, "Unauthorized", "Authenticated entity carol can't change the members of organization acme");
        host.Facts.All.Should().BeEmpty();
        (await host.PrincipalOfAsync(bob)).Memberships.Should().BeEmpty();
        (await host.WhoIsInAsync(alice, "acme")).Should().Be("alice owner, bob member?");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Nobody_is_locked_in_by_organizations_that_want_them(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (mallory, alice) = (await host.SignUpAsync("mallory", "m@example.org"), await host.SignUpAsync());
        for (var number = 0; number < InvitationStore.MostFromUser; number++)
        {
            (await host.CreateOrganizationAsync(mallory, $"trap-{number}")).Should().BeSuccessful();
            await host.SetMemberAsync(mallory, $"trap-{number}", "alice", "owner").ShouldSayAsync("invited");
        }

        await (await host.RemoveMemberAsync(mallory, "trap-0", "mallory")).ShouldFailAsync(
            HttpStatusCode.Conflict, "Other", "mallory is the last owner of trap-0, *", "give-up");

        (await host.CreateOrganizationAsync(alice, "acme")).Should().BeSuccessful();
        (await host.PrincipalOfAsync(alice)).Memberships.Should().ContainSingle();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task An_organization_has_a_thousand_members_and_invitations_at_the_most(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (alice, bob) = await ChangingMembers.AcmeAsync(host);
        await host.SignUpAsync("carol", "c@example.org");
        await host.RunMetadataAsync(
            """
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 998)
            INSERT INTO entities (id, slug, type, created_at) SELECT 'id-' || n, 'user-' || n, 'user', 1 FROM numbers
            """,
            """
            INSERT INTO invitations (organization_id, member_id, role, since)
            SELECT (SELECT id FROM entities WHERE slug = 'acme'), id, 'member', 1 FROM entities WHERE id LIKE 'id-%'
            """);

        await host.AddMemberAsync(alice, "acme", "bob", bob);
        await (await host.SetMemberAsync(alice, "acme", "carol")).ShouldFailAsync(
            HttpStatusCode.Conflict, "Other", "acme has 1000 members and invitations already; no organization can have more");
        await host.SetMemberAsync(alice, "acme", "user-1", "owner").ShouldSayAsync("invited");
        await host.SetMemberAsync(alice, "acme", "bob", "owner").ShouldSayAsync("member");

        (await host.RemoveMemberAsync(alice, "acme", "user-2")).ShouldBeDone();
        await host.SetMemberAsync(alice, "acme", "carol").ShouldSayAsync("invited");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task One_owner_does_not_fill_the_list_of_a_user(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (alice, bob) = await ChangingMembers.AcmeAsync(host);
        var carol = await host.SignUpAsync("carol", "c@example.org");
        (await host.CreateOrganizationAsync(carol, "club")).Should().BeSuccessful();
        for (var number = 0; number < 10; number++)
        {
            (await host.CreateOrganizationAsync(alice, $"acme-{number}")).Should().BeSuccessful();
            await host.SetMemberAsync(alice, $"acme-{number}", "bob").ShouldSayAsync("invited");
        }

        await (await host.SetMemberAsync(alice, "acme", "bob")).ShouldFailAsync(
            HttpStatusCode.Conflict, "Other", "You have invited bob to 10 organizations already: wait until they have accepted or declined");

        await host.SetMemberAsync(alice, "acme-1", "bob", "owner").ShouldSayAsync("invited");
        await host.SetMemberAsync(alice, "acme", "carol").ShouldSayAsync("invited");
        await host.SetMemberAsync(carol, "club", "bob").ShouldSayAsync("invited");
        (await host.RemoveMemberAsync(bob, "acme-2", "bob")).ShouldBeDone();
        await host.SetMemberAsync(alice, "acme", "bob").ShouldSayAsync("invited");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Whoever_hands_their_organizations_over_has_invited_all_the_same(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (alice, _) = await ChangingMembers.AcmeAsync(host);
        var carol = await host.SignUpAsync("carol", "c@example.org");
        for (var number = 0; number < 10; number++)
        {
            (await host.CreateOrganizationAsync(alice, $"acme-{number}")).Should().BeSuccessful();
            await host.SetMemberAsync(alice, $"acme-{number}", "bob").ShouldSayAsync("invited");
            await host.AddMemberAsync(alice, $"acme-{number}", "carol", carol, "owner");
            (await host.RemoveMemberAsync(alice, $"acme-{number}", "alice")).ShouldBeDone();
        }

        (await host.SetMemberAsync(alice, "acme", "bob")).StatusCode.Should().Be(HttpStatusCode.Conflict);

        (await host.CreateOrganizationAsync(carol, "club")).Should().BeSuccessful();
        await host.SetMemberAsync(carol, "acme-0", "bob", "owner").ShouldSayAsync("invited");
        await host.SetMemberAsync(carol, "club", "bob").ShouldSayAsync("invited");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_user_has_so_many_invitations_and_no_more(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (alice, bob) = await ChangingMembers.AcmeAsync(host);
        await host.RunMetadataAsync(
            """
            INSERT INTO entities (id, slug, type, email_address, created_at)
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 100)
            SELECT 'organization-' || n, 'guild-' || n, 'organization', 'guild@example.org', 0 FROM numbers
            """,
            """
            INSERT INTO invitations (organization_id, member_id, role, since)
            SELECT guilds.id, users.id, 'member', 0 FROM entities AS guilds, entities AS users
            WHERE guilds.slug LIKE 'guild-%' AND users.slug = 'bob'
            """);

        await (await host.SetMemberAsync(alice, "acme", "bob")).ShouldFailAsync(
            HttpStatusCode.Conflict, "Other", "bob has 100 invitations already, which they have to accept or decline first");

        (await host.CreateOrganizationAsync(bob, "own")).Should().BeSuccessful();
        (await host.RemoveMemberAsync(bob, "guild-7", "bob")).ShouldBeDone();
        await host.SetMemberAsync(alice, "acme", "bob").ShouldSayAsync("invited");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Of_accepting_and_withdrawing_at_once_one_is_first(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (alice, bob) = await ChangingMembers.AcmeAsync(host);
        var (acme, member) = (await host.EntityAsync("acme"), await host.EntityAsync("bob"));

        for (var round = 0; round < Rounds; round++)
        {
            await host.SetMemberAsync(alice, "acme", "bob").ShouldSayAsync("invited");
            host.Facts.Clear();

            var (accepting, withdrawing) = (host.JoinAsync(bob, "acme"), host.RemoveMemberAsync(alice, "acme", "bob"));

            (await withdrawing).ShouldBeDone();
            var accepted = (await accepting).StatusCode;
            accepted.Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.NotFound);
            host.Facts.All.Cast<MembershipChanged>().Select(fact => fact.Role).Should().Equal(
                accepted == HttpStatusCode.OK ? [MemberRole.Member, null] : [], "it was a member that was removed, or an invitation");
            (await host.AskAsync(new WhichRole(acme.Id, member.Id))).Should().BeNull();
            (await host.WhoIsInAsync(alice, "acme")).Should().Be("alice owner");
        }
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Who_accepts_many_times_at_once_joins_once(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (alice, bob) = await ChangingMembers.AcmeAsync(host);
        await host.SetMemberAsync(alice, "acme", "bob").ShouldSayAsync("invited");
        host.Facts.Clear();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => host.JoinAsync(bob, "acme")));

        answers.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.OK);
        host.Facts.All.Should().ContainSingle().Which.Should().BeOfType<MembershipChanged>();
    }
}
