using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Sharing;

/// <summary>Who does not belong to an organization any more is refused from the next request on, whatever is under way.</summary>
public sealed class LeavingAnOrganization(SharingServers servers) : IClassFixture<SharingServers>
{
    private const int Rounds = 15;
    private const string CantQuery = """403 {"type":"Unauthorized","message":"Authenticated entity bob can't query database acme/books"}""";
    private const string Titles = "SELECT group_concat(title) AS titles FROM book";
    private const string Untouched = """200 {"fields":["titles"],"rows":[["Middlemarch"]]}""";

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task While_requests_of_the_same_caller_are_under_way(MetadataEngine engine)
    {
        var server = (await servers.OfAsync(engine)).OfAcme;
        using var over = new CancellationTokenSource();
        var asking = Enumerable.Range(0, 4).Select(_ => KeepAskingAsync()).ToArray();

        for (var round = 0; round < Rounds; round++)
        {
            (await server.SetMemberAsync(server.Alice, "acme", server.Bob, round % 2 == 0 ? "member" : "owner")).Should().StartWith("200 ");
            (await server.QueryAsync(server.Bob, Titles)).Should().Be(Untouched);
            (await server.SetMemberAsync(round % 2 == 0 ? server.Bob : server.Alice, "acme", server.Bob, null)).Should().Be("204");
            (await server.QueryAsync(server.Bob, Titles)).Should().Be(CantQuery);
        }

        await over.CancelAsync();
        (await Task.WhenAll(asking)).Should().OnlyContain(count => count > 0);

        async Task<int> KeepAskingAsync()
        {
            var count = 0;
            for (; !over.IsCancellationRequested; count++)
            {
                await server.CallAsync(server.Bob, "GET acme/books/details");
            }

            return count;
        }
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task One_that_was_given_up_is_given_nothing(MetadataEngine engine)
    {
        const string unknown = """404 {"type":"RecordNotFound","message":"Record not found: chess (entity)","id":"chess","record_type":"entity"}""";
        var server = await servers.OfAsync(engine);
        (await server.CallAsync(server.Alice, "POST organizations", null, "entity: chess")).Should().StartWith("201 ");
        (await server.ShareAsync(server.Alice, "chess", "read-only")).Should().Be("204");

        (await server.CallAsync(server.Alice, "DELETE entity/chess/members/alice", null, "give-up: chess")).Should().Be("204");

        (await server.ShareAsync(server.Alice, "chess", "read-write")).Should().Be(unknown);
        (await server.CallAsync(server.Alice, "POST alice/books/transfer", null, "to-entity: chess")).Should().Be(unknown);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task With_a_session_that_has_written(MetadataEngine engine)
    {
        var server = (await servers.OfAsync(engine)).OfAcme;
        (await server.SetMemberAsync(server.Alice, "acme", server.Bob, "member")).Should().StartWith("200 ");
        var session = await server.OpenSessionAsync(server.Bob);
        (await server.QueryAsync(server.Bob, "INSERT INTO book VALUES ('Ulysses')", $"session: {session}")).Should().StartWith("200 ");

        (await server.SetMemberAsync(server.Alice, "acme", server.Bob, null)).Should().Be("204");

        (await server.QueryAsync(server.Bob, Titles, $"session: {session}")).Should().Be(CantQuery);
        (await server.CallAsync(server.Bob, $"POST acme/books/sessions/{session}/commit")).Should().Be(CantQuery);
        (await server.QueryAsync(server.Alice, Titles)).Should().Be(Untouched);
        (await server.SetMemberAsync(server.Alice, "acme", server.Bob, "member")).Should().StartWith("200 ");
        (await server.CallAsync(server.Bob, $"POST acme/books/sessions/{session}/rollback")).Should().Be("200 {}");
        (await server.SetMemberAsync(server.Alice, "acme", server.Bob, null)).Should().Be("204");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Down_from_owner_to_member(MetadataEngine engine)
    {
        var server = (await servers.OfAsync(engine)).OfAcme;
        (await server.SetMemberAsync(server.Alice, "acme", server.Carol, "owner")).Should().StartWith("200 ");
        (await server.UpdateAsync(server.Carol, "no-access")).Should().Be("200 {}");

        (await server.SetMemberAsync(server.Carol, "acme", server.Carol, "member")).Should().StartWith("200 ");

        (await server.UpdateAsync(server.Carol, "read-only")).Should().StartWith("403 ");
        (await server.SetMemberAsync(server.Carol, "acme", server.Carol, "owner")).Should().StartWith("403 ");
        (await server.CallAsync(server.Carol, "POST acme/more/create", body: null, "db-type: sqlite")).Should().StartWith("403 ");
        (await server.QueryAsync(server.Carol, Titles)).Should().Be(Untouched);
    }
}
