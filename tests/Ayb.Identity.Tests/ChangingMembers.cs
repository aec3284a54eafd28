using System.Net;
using Ayb.Contracts;
using Ayb.Testing;

namespace Ayb.Identity.Tests;

public class ChangingMembers
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task An_owner_raises_lowers_and_removes(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (alice, bob) = await AcmeAsync(host);
        var (acme, member) = (await host.EntityAsync("acme"), await host.EntityAsync("bob"));
        var by = await host.PrincipalOfAsync(alice);
        await host.AddMemberAsync(alice, "acme", "bob", bob);
        host.Facts.Clear();

        foreach (var role in new[] { "owner", "member" })
        {
            await host.SetMemberAsync(alice, "ACME", "Bob", role).ShouldSayAsync("member");
            (await host.WhoIsInAsync(bob, "acme")).Should().Be($"alice owner, bob {role}");
            (await host.AskAsync(new WhichRole(acme.Id, member.Id)))!.Value.ToString().ToLowerInvariant().Should().Be(role);
            (await host.AskAsync(new WhichMemberships(member.Id))).Should().Equal(
                new Membership(acme.Id, role == "owner" ? MemberRole.Owner : MemberRole.Member));
        }

        (await host.RemoveMemberAsync(alice, "Acme", "BOB")).ShouldBeDone();
        (await host.WhoIsInAsync(alice, "acme")).Should().Be("alice owner");
        (await host.AskAsync(new WhichRole(acme.Id, member.Id))).Should().BeNull();
        (await host.AskAsync(new WhichMemberships(member.Id))).Should().BeEmpty();
        host.Facts.All.Should().Equal(
            new MembershipChanged(by, acme, member, MemberRole.Owner),
            new MembershipChanged(by, acme, member, MemberRole.Member),
            new MembershipChanged(by, acme, member, Role: null));
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task What_is_so_already_is_done_and_publishes_nothing(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (alice, bob) = await AcmeAsync(host);
        await host.AddMemberAsync(alice, "acme", "bob", bob);
        host.Facts.Clear();

        await host.SetMemberAsync(alice, "acme", "bob").ShouldSayAsync("member");

        host.Facts.All.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task An_organization_with_an_address_acts_for_itself(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (guild, alice) = (await host.SignUpOrganizationAsync("guild"), await host.SignUpAsync());
        (await host.WhoIsInAsync(guild, "guild")).Should().BeEmpty();

        await host.AddMemberAsync(guild, "guild", "alice", alice, "owner");
        (await host.WhoIsInAsync(alice, "guild")).Should().Be("alice owner");
        await host.SetMemberAsync(alice, "guild", "alice", "member").ShouldSayAsync("member");
        (await host.RemoveMemberAsync(guild, "guild", "alice")).ShouldBeDone();

        (await host.WhoIsInAsync(guild, "guild")).Should().BeEmpty();
        (await host.LogInAsync("guild")).Should().BeSuccessful();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Members_list_and_leave_and_change_nothing_else(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (alice, bob) = await AcmeAsync(host);
        await host.SignUpAsync("carol", "c@example.org");
        await host.AddMemberAsync(alice, "acme", "bob", bob);
        var by = await host.PrincipalOfAsync(bob);
        host.Facts.Clear();

        foreach (var call in new[]
        {
            host.SetMemberAsync(bob, "acme", "bob", "owner"),
            host.SetMemberAsync(bob, "acme", "carol"),
            host.RemoveMemberAsync(bob, "acme", "alice"),
        })
        {
            await (await call).ShouldFailAsync(
                HttpStatusCode.Forbidden, "Unauthorized", "Authenticated entity bob can't change the members of organization acme");
        }

        host.Facts.All.Should().BeEmpty();
        (await host.WhoIsInAsync(bob, "acme")).Should().Be("alice owner, bob member");
        (await host.RemoveMemberAsync(bob, "acme", "bob")).ShouldBeDone();
        (await host.MembersAsync(bob, "acme")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        host.Facts.All.Should().Equal(
            new MembershipChanged(by, await host.EntityAsync("acme"), await host.EntityAsync("bob"), Role: null));
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Strangers_other_organizations_and_narrowed_tokens_learn_and_change_nothing(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (alice, bob) = await AcmeAsync(host);
        var (guild, narrowed) = (await host.SignUpOrganizationAsync("guild"), await host.LogInAgainAsync());
        await host.NarrowAsync(narrowed);
        host.Facts.Clear();

        foreach (var (who, token) in new[] { ("bob", bob), ("guild", guild) })
        {
            await (await host.MembersAsync(token, "acme")).ShouldFailAsync(
                HttpStatusCode.Forbidden, "Unauthorized", $"Authenticated entity {who} can't list the members of organization acme");
            foreach (var call in new[] { host.SetMemberAsync(token, "acme", "bob", "owner"), host.RemoveMemberAsync(token, "acme", "alice") })
            {
                await (await call).ShouldFailAsync(
                    HttpStatusCode.Forbidden, "Unauthorized", $"Authenticated entity {who} can't change the members of organization acme");
            }
        }

        foreach (var call in new[]
        {
            host.MembersAsync(narrowed, "acme"), host.OrganizationsAsync(narrowed), host.JoinAsync(narrowed, "acme"),
            host.SetMemberAsync(narrowed, "acme", "bob"), host.RemoveMemberAsync(narrowed, "acme", "alice"),
        })
        {
            await (await call).ShouldFailAsync(HttpStatusCode.Forbidden, "Unauthorized", "This API token *");
        }

        host.Facts.All.Should().BeEmpty();
        (await host.WhoIsInAsync(alice, "acme")).Should().Be("alice owner");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task What_is_not_there_is_not_found_and_only_users_are_members(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (alice, _) = await AcmeAsync(host);
        await host.SignUpOrganizationAsync("guild");
        host.Facts.Clear();

        foreach (var organization in new[] { "nobody", "alice", "bob" })
        {
            foreach (var call in new[]
            {
                host.MembersAsync(alice, organization), host.SetMemberAsync(alice, organization, "bob"),
                host.RemoveMemberAsync(alice, organization, "bob"), host.JoinAsync(alice, organization),
            })
            {
                await (await call).ShouldFailAsync(HttpStatusCode.NotFound, "RecordNotFound", $"Record not found: {organization} (organization)");
            }
        }

        await (await host.SetMemberAsync(alice, "acme", "nobody"))
            .ShouldFailAsync(HttpStatusCode.NotFound, "RecordNotFound", "Record not found: nobody (entity)");
        foreach (var organization in new[] { "guild", "acme" })
        {
            await (await host.SetMemberAsync(alice, "acme", organization))
                .ShouldFailAsync(HttpStatusCode.BadRequest, "Other", $"{organization} is an organization; only users can be members");
        }

        foreach (var member in new[] { "bob", "nobody", "guild" })
        {
            await (await host.RemoveMemberAsync(alice, "acme", member))
                .ShouldFailAsync(HttpStatusCode.NotFound, "RecordNotFound", $"Record not found: {member} (member)");
        }

        host.Facts.All.Should().BeEmpty();
    }

    [Theory]
    [InlineData("PUT", "entity/acme/members/bob", null, "Other", "The header 'role' is missing.")]
    [InlineData("PUT", "entity/acme/members/bob", "manager", "Other", "The header 'role' must be one of: member, owner.")]
    [InlineData("PUT", "entity/acme/members/bob", "1", "Other", "The header 'role' must be one of: member, owner.")]
    [InlineData("PUT", "entity/acme/members/b%20b", "member", "InvalidSlug", "The entity *")]
    [InlineData("PUT", "entity/a%3Ab/members/bob", "member", "InvalidSlug", "The entity *")]
    [InlineData("DELETE", "entity/acme/members/b%3Bb", null, "InvalidSlug", "The entity *")]
    [InlineData("PUT", "organizations/a%3Ab", null, "InvalidSlug", "The entity *")]
    [InlineData("GET", "entity/a%20b/members", null, "InvalidSlug", "The entity *")]
    public async Task What_is_malformed_is_refused(string method, string path, string? role, string type, string message)
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite);
        var (alice, _) = await AcmeAsync(host);
        host.Facts.Clear();

        (string, string)[] headers = role is null ? [] : [("role", role)];
        await (await host.CallAsync(HttpMethod.Parse(method), path, [IdentityModule.Bearer(alice), .. headers]))
            .ShouldFailAsync(HttpStatusCode.BadRequest, type, message);

        host.Facts.All.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Each_list_is_sorted_by_slug(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (alice, bob) = await AcmeAsync(host);
        foreach (var user in new[] { "b-b", "b.b", "_b" })
        {
            await host.AddMemberAsync(alice, "acme", user, await host.SignUpAsync(user));
        }

        (await host.CreateOrganizationAsync(bob, "_acme")).Should().BeSuccessful();
        await host.SetMemberAsync(bob, "_acme", "alice").ShouldSayAsync("invited");
        await host.SetMemberAsync(alice, "acme", "bob").ShouldSayAsync("invited");

        (await host.WhoIsInAsync(alice, "acme")).Should().Be("_b member, alice owner, b-b member, b.b member, bob member?");
        await (await host.OrganizationsAsync(alice)).ShouldBeAsync(HttpStatusCode.OK,
            """{"organizations":[{"entity_slug":"_acme","role":"member","state":"invited"},{"entity_slug":"acme","role":"owner","state":"member"}]}""");
        await (await host.OrganizationsAsync(bob)).ShouldBeAsync(HttpStatusCode.OK,
            """{"organizations":[{"entity_slug":"_acme","role":"owner","state":"member"},{"entity_slug":"acme","role":"member","state":"invited"}]}""");
    }

    /// <summary>Alice owns acme, and there is bob.</summary>
    internal static async Task<(string Alice, string Bob)> AcmeAsync(ModuleHost host)
    {
        var (alice, bob) = (await host.SignUpAsync(), await host.SignUpAsync("bob", "b@example.org"));
        (await host.CreateOrganizationAsync(alice, "acme")).Should().BeSuccessful();
        return (alice, bob);
    }
}
