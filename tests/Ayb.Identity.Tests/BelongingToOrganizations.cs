using Ayb.Contracts;
using Ayb.Testing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Identity.Tests;

/// <summary>What a token says of its bearer's organizations, and for how long.</summary>
public class BelongingToOrganizations
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task All_of_them_are_read_with_the_token_and_remembered(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine, CountedMetadata.Use);
        var (alice, bob) = await ChangingMembers.AcmeAsync(host);
        (await host.CreateOrganizationAsync(alice, "guild")).Should().BeSuccessful();
        await host.AddMemberAsync(alice, "acme", "bob", bob);
        await host.AddMemberAsync(alice, "guild", "bob", bob, "owner");
        var (acme, guild) = (await host.EntityAsync("acme"), await host.EntityAsync("guild"));
        var reads = CountedMetadata.Of(host).Reads;

        var bearer = await host.PrincipalOfAsync(bob);

        bearer.Memberships.Should().BeEquivalentTo([new Membership(acme.Id, MemberRole.Member), new Membership(guild.Id, MemberRole.Owner)]);
        (await host.PrincipalOfAsync(bob)).Should().BeSameAs(bearer);
        CountedMetadata.Of(host).Reads.Should().Be(reads + 1);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_change_counts_at_once_for_every_token_of_the_member(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (alice, bob) = await ChangingMembers.AcmeAsync(host);
        string[] tokens = [bob, await host.LogInAgainAsync("bob")];
        var acme = (await host.EntityAsync("acme")).Id;

        (await RolesAsync()).Should().Equal("none", "none");
        await host.SetMemberAsync(alice, "acme", "bob").ShouldSayAsync("invited");
        (await RolesAsync()).Should().Equal("none", "none");
        (await host.JoinAsync(bob, "acme")).Should().BeSuccessful();
        (await RolesAsync()).Should().Equal("Member", "Member");
        await host.SetMemberAsync(alice, "acme", "bob", "owner").ShouldSayAsync("member");
        (await RolesAsync()).Should().Equal("Owner", "Owner");
        (await host.RemoveMemberAsync(alice, "acme", "bob")).ShouldBeDone();
        (await RolesAsync()).Should().Equal("none", "none");

        async Task<List<string>> RolesAsync()
        {
            var roles = new List<string>();
            foreach (var token in tokens)
            {
                roles.Add((await host.PrincipalOfAsync(token)).RoleIn(acme)?.ToString() ?? "none");
            }

            return roles;
        }
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_lookup_that_a_removal_overtakes_is_not_remembered(MetadataEngine engine)
    {
        var held = new HeldVerification();
        await using var host = await IdentityModule.StartAsync(engine, options => options.Services(services => services
            .AddSingleton<IPipelineBehavior<VerifyToken, Result<VerifiedToken>>>(held)));
        var (alice, bob) = await ChangingMembers.AcmeAsync(host);
        await host.AddMemberAsync(alice, "acme", "bob", bob);
        var acme = (await host.EntityAsync("acme")).Id;

        var lookup = held.Hold(() => host.PrincipalOfAsync(bob));
        await held.HasRead.WaitAsync(TimeSpan.FromSeconds(30));
        (await host.RemoveMemberAsync(alice, "acme", "bob")).ShouldBeDone();
        held.Release();

        (await lookup).RoleIn(acme).Should().Be(MemberRole.Member, "it began before the removal");
        (await host.PrincipalOfAsync(bob)).RoleIn(acme).Should().BeNull();
    }

    [Fact]
    public async Task A_change_that_is_rolled_back_leaves_the_token_remembered()
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite, CountedMetadata.Use);
        var (alice, bob) = await ChangingMembers.AcmeAsync(host);
        var change = new MembershipChanged(
            await host.PrincipalOfAsync(alice), await host.EntityAsync("acme"), await host.EntityAsync("bob"), MemberRole.Member);
        await host.PrincipalOfAsync(bob);
        var reads = CountedMetadata.Of(host).Reads;

        await host.PublishAsync(change, thenFail: true);
        await host.PrincipalOfAsync(bob);
        CountedMetadata.Of(host).Reads.Should().Be(reads);

        await host.PublishAsync(change);
        await host.PrincipalOfAsync(alice);
        CountedMetadata.Of(host).Reads.Should().Be(reads, "only the member's tokens are forgotten");
        await host.PrincipalOfAsync(bob);
        CountedMetadata.Of(host).Reads.Should().Be(reads + 1);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_change_on_another_server_is_seen_within_half_a_minute(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (alice, bob) = await ChangingMembers.AcmeAsync(host);
        await host.AddMemberAsync(alice, "acme", "bob", bob, "owner");
        var acme = (await host.EntityAsync("acme")).Id;
        (await host.PrincipalOfAsync(bob)).IsOrOwns(acme).Should().BeTrue();

        await host.ChangeMetadataAsync("DELETE FROM memberships WHERE member_id = @Id", new { Id = (await host.EntityAsync("bob")).Id.Value });

        (await host.SetMemberAsync(bob, "acme", "bob", "owner")).StatusCode.Should().Be(
            System.Net.HttpStatusCode.Forbidden, "who may change members is read from the metadata");
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        (await host.PrincipalOfAsync(bob)).Memberships.Should().BeEmpty();
    }
}
