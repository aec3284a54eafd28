using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ayb.Contracts;
using Ayb.Testing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Databases.Tests;

public sealed class RefusingToCreateADatabase
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Nobody_creates_for_somebody_else(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);

        var response = await host.CreateAsync("alice/books", caller: "bob");

        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await response.ErrorAsync()).Should().Be(
            ("Unauthorized", "Authenticated entity bob can't create a database for entity alice"));
        await NothingHappened(host);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_token_that_is_limited_to_queries_creates_none(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);

        var response = await host.CreateAsync("limited/books", caller: "limited");

        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await response.ErrorAsync()).Message.Should().Be("This API token is limited to queries; it can't create databases");
        await NothingHappened(host, "limited");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task An_owner_that_does_not_exist_is_not_found(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);

        var response = await host.CreateAsync("carol/books");

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        var error = await response.Content.ReadFromJsonAsync<JsonElement>();
        error.GetProperty("type").GetString().Should().Be("RecordNotFound");
        error.GetProperty("id").GetString().Should().Be("carol");
        error.GetProperty("record_type").GetString().Should().Be("entity");
        await NothingHappened(host, "carol");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task An_engine_that_is_not_built_in_is_named(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);

        var response = await host.CreateAsync("alice/books", type: "duckdb");

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await response.ErrorAsync()).Message.Should().Contain("duckdb are not built in yet");
        await NothingHappened(host);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Who_shows_no_valid_token_is_not_let_in(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);

        var anonymous = await host.CreateAsync("alice/books", caller: null);
        var unknown = await host.CreateAsync("alice/books", caller: "mallory");

        anonymous.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        anonymous.Headers.WwwAuthenticate.ToString().Should().Be("Bearer");
        unknown.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        await NothingHappened(host);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_creation_that_another_module_cannot_follow_is_undone(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine, configure: options => options.Services(
            services => services.AddScoped<INotificationHandler<DatabaseCreated>, AskingThenFailing>()));

        var response = await host.CreateAsync("alice/books");

        response.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        (await host.FindAsync("alice", "books")).Should().BeNull("what a transaction takes back is not remembered either");
    }

    [Theory]
    [InlineData("alice/books", null, null, "Other")]
    [InlineData("alice/books", "oracle", null, "Other")]
    [InlineData("alice/books", "", null, "Other")]
    [InlineData("alice/books", "sqlite", "everything", "Other")]
    [InlineData("alice/books", "sqlite", "", "Other")]
    [InlineData("alice/bo%20oks", "sqlite", null, "InvalidSlug")]
    [InlineData("alice/b%C3%BCcher", "sqlite", null, "InvalidSlug")]
    [InlineData("alice/books;", "sqlite", null, "InvalidSlug")]
    [InlineData("al%27ice/books", "sqlite", null, "InvalidSlug")]
    [InlineData("alice/%2F", "sqlite", null, "InvalidSlug")]
    [InlineData("a:b/books", null, null, "InvalidSlug")]
    public async Task Malformed_input_is_a_bad_request(string path, string? type, string? publicLevel, string errorType)
    {
        await using var host = await DatabasesHost.StartAsync(MetadataEngine.Sqlite);

        var response = await host.CreateAsync(path, type: type, publicLevel: publicLevel);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await response.ErrorAsync()).Type.Should().Be(errorType);
        await NothingHappened(host);
    }

    [Fact]
    public async Task A_name_of_129_characters_is_too_long()
    {
        await using var host = await DatabasesHost.StartAsync(MetadataEngine.Sqlite);

        var longest = await host.CreateAsync($"alice/{new string('x', 128)}");
        var tooLong = await host.CreateAsync($"alice/{new string('x', 129)}");

        longest.StatusCode.Should().Be(HttpStatusCode.Created);
        tooLong.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await tooLong.ErrorAsync()).Type.Should().Be("InvalidSlug");
    }

    private static async Task NothingHappened(ModuleHost host, string owner = "alice")
    {
        host.Facts.All.Should().BeEmpty();
        (await host.FindAsync(owner, "books")).Should().BeNull();
    }

    private sealed class AskingThenFailing(IMediator mediator) : INotificationHandler<DatabaseCreated>
    {
        public async Task Handle(DatabaseCreated fact, CancellationToken cancellationToken)
        {
            var seen = await mediator.Ask(new WhichDatabase(fact.Database.Owner, fact.Database.Slug), cancellationToken);
            throw new InvalidOperationException($"The test fails after it saw {seen!.Name}.");
        }
    }
}
