using System.Net;
using Ayb.Contracts;
using Ayb.Testing;

namespace Ayb.Databases.Tests;

/// <summary>Whoever no longer owns an organization by the time that counts gives it no database, in whichever way.</summary>
public sealed class LosingAnOrganization
{
    private static readonly AybError NoLongerOwner = AybError.Forbidden("You have left it.");

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task It_gets_no_database_any_more(MetadataEngine engine)
    {
        var isLost = false;
        var asked = new List<(Principal Caller, EntityId Owner)>();
        await using var host = await DatabasesHost.StartAsync(engine, configure: options => options.Answer<MayStillOwn>(question =>
        {
            asked.Add((question.Caller, question.Database.OwnerId));
            question.Answer(isLost ? NoLongerOwner : new Nothing());
        }));
        await host.CreatedAsync("acme/ledger", "dora");
        await host.DeleteAsync("acme/ledger", "dora");
        var books = await host.CreatedAsync("alice/books");
        await host.OfferAsync("acme");
        (isLost, var steps) = (true, new List<string>());
        host.Facts.Clear();
        asked.Clear();

        (await host.CreateAsync("acme/new", "dora")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await host.AcceptAsync("dora")).Should().StartWith("403 ").And.Contain(NoLongerOwner.Message);
        (await host.CallAsync("dora", "POST acme/ledger/undelete")).Should().StartWith("403 ").And.Contain(NoLongerOwner.Message);
        (await host.AskAsync(new NewDatabaseWith(Callers.Dora.AsCaller(), DatabasePath.Parse("acme/filled").Value, (_, _) =>
            Task.FromResult<Result<StagedFile>>(new StagedFile(() => steps.Add("confirmed"), () => steps.Add("dropped"))))))!
            .Value.Error.Should().Be(NoLongerOwner);

        steps.Should().Equal("dropped");
        asked.Should().HaveCount(4).And.OnlyContain(question => question.Owner == Callers.Acme.Id && question.Caller.Id == Callers.Dora.Id);
        (await host.AskAsync(new WhichDatabasesExist())).Should().Equal(books);
        (await host.AskAsync(new WhichDatabasesAreDeleted())).Should().ContainSingle();
        host.Facts.All.OfType<DatabaseUndeleted>().Should().BeEmpty();
    }
}
