using System.Net;
using Ayb.Infrastructure.Metadata;
using Ayb.Testing;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Identity.Tests;

/// <summary>An organization that can't log in by an address of its own always has somebody who acts for it.</summary>
public class KeepingAnOwner
{
    private const int Rounds = 12;

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task The_last_owner_neither_leaves_nor_is_lowered(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (alice, bob) = await ChangingMembers.AcmeAsync(host);
        await host.AddMemberAsync(alice, "acme", "bob", bob);
        await host.SignUpAsync("carol", "c@example.org");
        await host.SetMemberAsync(alice, "acme", "carol", "owner").ShouldSayAsync("invited");
        host.Facts.Clear();

        await (await host.RemoveMemberAsync(alice, "acme", "alice")).ShouldFailAsync(HttpStatusCode.Conflict, "Other", "alice is the last owner of acme, *", "give-up");
        await (await host.SetMemberAsync(alice, "acme", "alice")).ShouldFailAsync(HttpStatusCode.Conflict, "Other", "alice is the last owner of acme, *");

        host.Facts.All.Should().BeEmpty();
        await host.SetMemberAsync(alice, "acme", "bob", "owner").ShouldSayAsync("member");
        (await host.RemoveMemberAsync(alice, "acme", "alice")).ShouldBeDone();
        (await host.WhoIsInAsync(bob, "acme")).Should().Be("bob owner, carol owner?");
        (await host.RemoveMemberAsync(bob, "acme", "bob")).StatusCode.Should().Be(HttpStatusCode.Conflict);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Of_two_who_remove_each_other_at_once_one_is_left(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (alice, bob) = await ChangingMembers.AcmeAsync(host);

        for (var round = 0; round < Rounds; round++)
        {
            (await host.CreateOrganizationAsync(alice, $"acme-{round}")).Should().BeSuccessful();
            await host.AddMemberAsync(alice, $"acme-{round}", "bob", bob, "owner");

            var answers = await Task.WhenAll(
                host.RemoveMemberAsync(alice, $"acme-{round}", "bob"), host.RemoveMemberAsync(bob, $"acme-{round}", "alice"));

            answers.Select(answer => answer.StatusCode).Should().BeEquivalentTo([HttpStatusCode.NoContent, HttpStatusCode.Forbidden]);
            await OneOwnerIsLeftAsync(host, $"acme-{round}", alice, bob);
        }
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Of_two_who_leave_or_step_down_at_once_one_is_left(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (alice, bob) = await ChangingMembers.AcmeAsync(host);

        for (var round = 0; round < Rounds; round++)
        {
            (await host.CreateOrganizationAsync(alice, $"acme-{round}")).Should().BeSuccessful();
            await host.AddMemberAsync(alice, $"acme-{round}", "bob", bob, "owner");

            var answers = await Task.WhenAll(
                host.RemoveMemberAsync(alice, $"acme-{round}", "alice"),
                round % 2 == 0 ? host.RemoveMemberAsync(bob, $"acme-{round}", "bob") : host.SetMemberAsync(bob, $"acme-{round}", "bob"));

            answers.Count(answer => answer.IsSuccessStatusCode).Should().Be(1);
            answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict).Should().Be(1);
            await OneOwnerIsLeftAsync(host, $"acme-{round}", alice, bob);
        }
    }

    /// <summary>On SQLite all commands wait for each other, whomever they are from.</summary>
    [Fact]
    public async Task A_stranger_does_not_stand_in_the_line_of_an_organization_nor_make_one_for_a_user()
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Postgres);
        var (_, bob) = await ChangingMembers.AcmeAsync(host);
        await using var writer = await host.Services.GetRequiredService<IMetadataDatabase>().OpenWriterAsync(CancellationToken.None);
        await writer.Connection.ExecuteAsync("UPDATE entities SET type = type", transaction: writer.Transaction);

        var (foreign, user) = (host.SetMemberAsync(bob, "acme", "bob", "owner"), host.SetMemberAsync(bob, "alice", "bob", "owner"));

        (await foreign.WaitAsync(TimeSpan.FromMinutes(2))).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await user.WaitAsync(TimeSpan.FromMinutes(2))).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private static async Task OneOwnerIsLeftAsync(ModuleHost host, string organization, params string[] tokens)
    {
        var owned = 0;
        foreach (var token in tokens)
        {
            var list = await (await host.OrganizationsAsync(token)).JsonAsync();
            owned += list.GetProperty("organizations").EnumerateArray().Count(
                entry => entry.GetProperty("entity_slug").GetString() == organization && entry.GetProperty("role").GetString() == "owner");
        }

        owned.Should().Be(1);
    }
}
