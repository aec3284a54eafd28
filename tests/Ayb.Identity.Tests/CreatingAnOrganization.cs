using System.Net;
using Ayb.Contracts;
using Ayb.Testing;

namespace Ayb.Identity.Tests;

public class CreatingAnOrganization
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Its_creator_owns_it_from_the_next_request_on(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var alice = await host.SignUpAsync();
        var before = await host.PrincipalOfAsync(alice);
        host.Facts.Clear();

        await (await host.CreateOrganizationAsync(alice, "Acme")).ShouldBeAsync(HttpStatusCode.Created, """{"entity":"acme","role":"owner"}""");

        var (acme, owner) = (await host.EntityAsync("acme"), await host.EntityAsync("alice"));
        acme.Type.Should().Be(EntityType.Organization);
        host.Facts.All.Should().Equal(new EntityRegistered(acme), new MembershipChanged(before, acme, owner, MemberRole.Owner));
        (await host.PrincipalOfAsync(alice)).Memberships.Should().Equal(new Membership(acme.Id, MemberRole.Owner));
        (await host.AskAsync(new WhichRole(acme.Id, owner.Id))).Should().Be(MemberRole.Owner);
        await (await host.MembersAsync(alice, "acme")).ShouldBeAsync(
            HttpStatusCode.OK, """{"members":[{"entity_slug":"alice","role":"owner","state":"member"}]}""");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task It_has_no_address_to_log_in_or_register_by(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var pending = await host.AskForAsync("acme", "mallory@example.org");
        var alice = await host.SignUpAsync();
        (await host.CreateOrganizationAsync(alice, "acme")).Should().BeSuccessful();
        host.Facts.Clear();

        await (await host.LogInAsync("acme")).ShouldFailAsync(HttpStatusCode.BadRequest, "Other", "acme has no email address of its own: its owners act for it*");
        await (await host.RegisterAsync("acme", IdentityModule.Address, "organization"))
            .ShouldFailAsync(HttpStatusCode.Conflict, "RegistrationError", "acme has already been registered");
        await (await host.ConfirmAsync(pending))
            .ShouldFailAsync(HttpStatusCode.Conflict, "RegistrationError", "acme has already been registered");

        host.Facts.All.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Its_owners_create_databases_for_it_and_its_members_do_not(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (alice, narrowed) = (await host.SignUpAsync(), await host.LogInAgainAsync());
        var (bob, carol) = (await host.SignUpAsync("bob", "b@example.org"), await host.SignUpAsync("carol", "c@example.org"));
        await host.NarrowAsync(narrowed);
        (await host.CreateOrganizationAsync(alice, "acme")).Should().BeSuccessful();
        await host.AddMemberAsync(alice, "acme", "bob", bob);

        (await MayCreateAsync(alice)).Should().BeTrue();
        (await MayCreateAsync(narrowed)).Should().BeFalse();
        (await MayCreateAsync(bob)).Should().BeFalse();
        (await MayCreateAsync(carol)).Should().BeFalse();

        async Task<bool> MayCreateAsync(string token)
        {
            var answer = await (await host.CallAsync(HttpMethod.Get, "entity/acme", IdentityModule.Bearer(token))).JsonAsync();
            return answer.GetProperty("permissions").GetProperty("can_create_database").GetBoolean();
        }
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Of_many_at_once_one_gets_the_name(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (alice, bob) = (await host.SignUpAsync(), await host.SignUpAsync("bob", "b@example.org"));
        host.Facts.Clear();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            number => host.CreateOrganizationAsync(number % 2 == 0 ? alice : bob, "acme")));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).Should().Be(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict).Should().Be(7);
        host.Facts.All.Select(fact => fact.GetType()).Should().Equal(typeof(EntityRegistered), typeof(MembershipChanged));
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Nobody_belongs_to_more_than_a_hundred(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (alice, bob) = (await host.SignUpAsync(), await host.SignUpAsync("bob", "b@example.org"));
        (await host.CreateOrganizationAsync(bob, "bobs")).Should().BeSuccessful();
        for (var number = 0; number < 98; number++)
        {
            (await host.CreateOrganizationAsync(alice, $"acme-{number}")).Should().BeSuccessful();
        }

        var answers = await Task.WhenAll(Enumerable.Range(98, 6).Select(number => host.CreateOrganizationAsync(alice, $"acme-{number}")));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).Should().Be(2);
        await answers.First(answer => answer.StatusCode == HttpStatusCode.Conflict).ShouldFailAsync(
            HttpStatusCode.Conflict, "Other", "alice belongs to 100 organizations already; nobody can belong to more");
        await host.SetMemberAsync(alice, "acme-0", "alice", "owner").ShouldSayAsync("member");
        (await host.PrincipalOfAsync(alice)).Memberships.Should().HaveCount(100);

        await host.SetMemberAsync(bob, "bobs", "alice").ShouldSayAsync("invited");
        await (await host.JoinAsync(alice, "bobs")).ShouldFailAsync(
            HttpStatusCode.Conflict, "Other", "alice belongs to 100 organizations already; nobody can belong to more");
        await host.AddMemberAsync(alice, "acme-0", "bob", bob, "owner");
        (await host.RemoveMemberAsync(alice, "acme-0", "alice")).ShouldBeDone();
        (await host.JoinAsync(alice, "bobs")).Should().BeSuccessful("an invitation that found no room stays");
        (await host.PrincipalOfAsync(alice)).Memberships.Should().HaveCount(100);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.BadRequest, "Other", "The header 'entity' is missing.")]
    [InlineData("a/b", HttpStatusCode.BadRequest, "InvalidSlug", "The entity *")]
    [InlineData("Admin", HttpStatusCode.BadRequest, "InvalidSlug", "The entity can't be 'admin': that name is reserved.")]
    [InlineData("alice", HttpStatusCode.Conflict, "RegistrationError", "alice has already been registered")]
    public async Task A_name_that_is_missing_malformed_reserved_or_taken_is_refused(
        string? entity, HttpStatusCode status, string type, string message)
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite);
        var alice = await host.SignUpAsync();
        host.Facts.Clear();

        (string, string)[] headers = entity is null ? [] : [("entity", entity)];
        await (await host.CallAsync(HttpMethod.Post, "organizations", [IdentityModule.Bearer(alice), .. headers]))
            .ShouldFailAsync(status, type, message);

        host.Facts.All.Should().BeEmpty();
        (await host.PrincipalOfAsync(alice)).Memberships.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task An_organization_and_a_token_that_is_narrowed_create_none(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (guild, narrowed) = (await host.SignUpOrganizationAsync("guild"), await host.SignUpAsync());
        await host.NarrowAsync(narrowed);
        host.Facts.Clear();

        await (await host.CreateOrganizationAsync(guild, "acme")).ShouldFailAsync(
            HttpStatusCode.Forbidden, "Unauthorized", "Authenticated entity guild can't create an organization: only users can");
        await (await host.CreateOrganizationAsync(narrowed, "acme")).ShouldFailAsync(
            HttpStatusCode.Forbidden, "Unauthorized", "*it can't create organizations");

        host.Facts.All.Should().BeEmpty();
    }
}
