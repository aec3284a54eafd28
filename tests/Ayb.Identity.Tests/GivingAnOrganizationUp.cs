using System.Net;
using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;
using Ayb.Testing;
using Dapper;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Identity.Tests;

/// <summary>Nobody acts for it any more then, so nothing may be left that somebody could want of it.</summary>
public class GivingAnOrganizationUp
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Whoever_is_alone_in_it_may_give_it_up(MetadataEngine engine)
    {
        await using var host = await StartAsync(engine);
        var (alice, bob) = await ChangingMembers.AcmeAsync(host);
        await host.AddMemberAsync(alice, "acme", "bob", bob);
        await (await host.GiveUpAsync(alice, "acme", "alice", "acme")).ShouldFailAsync(HttpStatusCode.Conflict, "Other", "acme can't be given up: it has other members *");
        (await host.RemoveMemberAsync(bob, "acme", "bob")).ShouldBeDone();
        await host.SetMemberAsync(alice, "acme", "bob", "owner").ShouldSayAsync("invited");
        (await host.GiveUpAsync(alice, "acme", "alice", "acme")).StatusCode.Should().Be(HttpStatusCode.Conflict, "bob may join it");
        (await host.RemoveMemberAsync(alice, "acme", "bob")).ShouldBeDone();
        await (await host.RemoveMemberAsync(alice, "acme", "alice")).ShouldFailAsync(HttpStatusCode.Conflict, "Other", "*or give it up, when it has no databases*", "give-up");
        await (await host.GiveUpAsync(alice, "acme", "alice", "acne")).ShouldFailAsync(HttpStatusCode.Conflict, "Other", "*or give it up, when it has no databases*", "give-up");

        (await host.GiveUpAsync(alice, "acme", "alice", "ACME")).ShouldBeDone();

        (await host.RolesAsync(alice)).Should().BeEmpty();
        (await host.AskAsync(new WhichEntity(EntitySlug.Parse("acme").Value))).Should().BeNull("what it was given would reach nobody");
        (await host.MembersAsync(alice, "acme")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        await (await host.CreateOrganizationAsync(alice, "acme")).ShouldFailAsync(HttpStatusCode.Conflict, "RegistrationError", "*");
    }

    [Theory]
    [InlineData(HttpStatusCode.Conflict, "acme can't be given up: it has databases. *", true)]
    [InlineData(HttpStatusCode.Conflict, "acme can't be given up: it has deleted databases that can come back. *", false)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "*can't tell whether acme has any", null)]
    public async Task Databases_are_not_left_without_an_owner(HttpStatusCode status, string reason, bool? exists)
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite, options =>
        {
            if (exists is { } live)
            {
                options.Answer<WhichDatabasesOf>(question => question.Answer(live ? [Database(question.Owner)] : []));
                options.Answer<WhichDatabasesAreDeleted>(question => question.Answer(live ? [] : [Database(question.Owner!.Value)]));
            }
        });
        var (alice, _) = await ChangingMembers.AcmeAsync(host);

        await (await host.GiveUpAsync(alice, "acme", "alice", "acme")).ShouldFailAsync(status, "Other", reason);

        (await host.WhoIsInAsync(alice, "acme")).Should().Be("alice owner", reason);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Only_who_owns_it_still_gives_it_a_database(MetadataEngine engine)
    {
        await using var host = await StartAsync(engine);
        var (alice, bob) = await ChangingMembers.AcmeAsync(host);
        await host.AddMemberAsync(alice, "acme", "bob", bob);
        var acme = Database((await host.EntityAsync("acme")).Id);
        var (owner, member) = (await host.PrincipalOfAsync(alice), await host.PrincipalOfAsync(bob));

        (await host.SendAsync(new Take(owner, acme))).Succeeded.Should().BeTrue();
        (await host.SendAsync(new Take(member, acme with { OwnerId = member.Id, Owner = member.Slug }))).Succeeded.Should().BeTrue("it is bob's own");
        (await host.SendAsync(new Take(member, acme))).Error!.Message.Should().StartWith("What you are in your organizations has changed just now");
        (await host.RemoveMemberAsync(bob, "acme", "bob")).ShouldBeDone();
        (await host.GiveUpAsync(alice, "acme", "alice", "acme")).ShouldBeDone();
        (await host.SendAsync(new Take(owner, acme))).Error!.Kind.Should().Be(ErrorKind.Forbidden);
    }

    [Fact]
    public async Task Whoever_gives_it_a_database_waits_for_who_gives_it_up_and_comes_too_late()
    {
        await using var host = await StartAsync(MetadataEngine.Postgres);
        var (alice, _) = await ChangingMembers.AcmeAsync(host);
        var (acme, owner) = (Database((await host.EntityAsync("acme")).Id), await host.PrincipalOfAsync(alice));
        await using var writer = await host.Services.GetRequiredService<IMetadataDatabase>().OpenWriterAsync(CancellationToken.None);
        await writer.Connection.ExecuteAsync("UPDATE entities SET type = type WHERE slug = 'acme'", transaction: writer.Transaction);
        await writer.Connection.ExecuteAsync("DELETE FROM memberships", transaction: writer.Transaction);

        var taking = host.SendAsync(new Take(owner, acme));
        await host.UntilItWaitsAsync(taking);

        await writer.CommitAsync();
        (await taking).Error!.Kind.Should().Be(ErrorKind.Forbidden);
    }

    private static HostedDatabase Database(EntityId owner) => new(
        new DatabaseId("db"), owner, EntitySlug.Parse("acme").Value, DatabaseSlug.Parse("db").Value, DatabaseType.Sqlite);

    /// <summary>A server on which it is known that nobody has a database.</summary>
    private static Task<ModuleHost> StartAsync(MetadataEngine engine) => IdentityModule.StartAsync(engine, options => options
        .Answer<WhichDatabasesOf>(question => question.Answer([]))
        .Answer<WhichDatabasesAreDeleted>(question => question.Answer([]))
        .Services(services => services.AddScoped<IRequestHandler<Take, Result<Nothing>>, TakeHandler>()));

    /// <summary>What another module does when a database gets an owner.</summary>
    internal sealed record Take(Principal Caller, HostedDatabase Database) : ICommand<Nothing>;

    internal sealed class TakeHandler(IMediator mediator) : IRequestHandler<Take, Result<Nothing>>
    {
        public async Task<Result<Nothing>> Handle(Take request, CancellationToken cancellationToken) =>
            (await mediator.Ask(new MayStillOwn(request.Caller, request.Database), cancellationToken))!.Value;
    }
}
