using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ayb.Contracts;
using Ayb.Testing;

namespace Ayb.Databases.Tests;

public sealed class ShowingADatabase
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Its_owner_may_do_everything(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(
            engine, _ => new DatabaseAccess(true, QueryAccess.ReadWrite, true, PublicSharingLevel.NoAccess));
        await host.CreateAsync("alice/books");
        host.Facts.Clear();

        var response = await host.DetailsAsync("Alice/books", "alice");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).Should().Be(
            """{"entity_slug":"alice","database_slug":"books","database_type":"sqlite","highest_query_access_level":"ReadWrite","can_manage_database":true,"public_sharing_level":"no-access","origin":null}""");
        host.Facts.All.Should().BeEmpty();
    }

    [Theory]
    [InlineData(QueryAccess.ReadOnly, PublicSharingLevel.ReadOnly, "\"ReadOnly\"", "read-only")]
    [InlineData(QueryAccess.None, PublicSharingLevel.Fork, "null", "fork")]
    public async Task It_says_how_far_the_caller_may_go(QueryAccess query, PublicSharingLevel level, string answer, string publicLevel)
    {
        await using var host = await DatabasesHost.StartAsync(
            MetadataEngine.Sqlite, _ => new DatabaseAccess(true, query, false, level));
        await host.CreateAsync("alice/books");

        var details = await (await host.DetailsAsync("alice/books", "bob")).Content.ReadFromJsonAsync<JsonElement>();

        details.GetProperty("highest_query_access_level").GetRawText().Should().Be(answer);
        details.GetProperty("can_manage_database").GetBoolean().Should().BeFalse();
        details.GetProperty("public_sharing_level").GetString().Should().Be(publicLevel);
    }

    [Fact]
    public async Task The_access_of_the_one_who_calls_is_asked_for()
    {
        var asked = new List<MayAccess>();
        await using var host = await DatabasesHost.StartAsync(MetadataEngine.Sqlite, question =>
        {
            asked.Add(question);
            return new DatabaseAccess(true, QueryAccess.None, false, PublicSharingLevel.Fork);
        });
        await host.CreateAsync("alice/books");

        (await host.DetailsAsync("alice/books")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await host.DetailsAsync("alice/books", "bob")).StatusCode.Should().Be(HttpStatusCode.OK);

        asked.Select(question => question.Caller?.Slug.Value).Should().Equal(null, "bob");
        asked.Should().OnlyContain(question => question.Database.Name == "alice/books");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Who_may_not_know_of_it_is_turned_away(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine, _ => DatabaseAccess.None);
        await host.CreateAsync("alice/books");

        var authenticated = await host.DetailsAsync("alice/books", "bob");
        var anonymous = await host.DetailsAsync("alice/books");

        authenticated.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await authenticated.ErrorAsync()).Should().Be(
            ("Unauthorized", "Authenticated entity bob can't access database alice/books"));
        anonymous.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await anonymous.ErrorAsync()).Should().Be(("Unauthorized", "Database alice/books is not accessible"));
    }

    [Fact]
    public async Task Without_a_module_that_knows_the_answer_is_no()
    {
        await using var host = await DatabasesHost.StartAsync(MetadataEngine.Sqlite, access: null);
        await host.CreateAsync("alice/books");

        (await host.DetailsAsync("alice/books", "alice")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_token_that_is_not_valid_does_not_become_anonymous()
    {
        await using var host = await DatabasesHost.StartAsync(
            MetadataEngine.Sqlite, _ => new DatabaseAccess(true, QueryAccess.None, false, PublicSharingLevel.Fork));
        await host.CreateAsync("alice/books");

        (await host.DetailsAsync("alice/books", "mallory")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("alice/other", HttpStatusCode.NotFound, "RecordNotFound")]
    [InlineData("alice/Books", HttpStatusCode.NotFound, "RecordNotFound")]
    [InlineData("carol/books", HttpStatusCode.NotFound, "RecordNotFound")]
    [InlineData("alice/bo%20oks", HttpStatusCode.BadRequest, "InvalidSlug")]
    [InlineData("al%20ice/books", HttpStatusCode.BadRequest, "InvalidSlug")]
    public async Task What_does_not_exist_is_not_shown(string path, HttpStatusCode status, string type)
    {
        await using var host = await DatabasesHost.StartAsync(
            MetadataEngine.Sqlite, _ => new DatabaseAccess(true, QueryAccess.ReadWrite, true, PublicSharingLevel.NoAccess));
        await host.CreateAsync("alice/books");

        var response = await host.DetailsAsync(path, "alice");

        response.StatusCode.Should().Be(status);
        (await response.ErrorAsync()).Type.Should().Be(type);
    }
}
