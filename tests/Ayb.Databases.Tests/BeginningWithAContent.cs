using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;
using Ayb.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Databases.Tests;

/// <summary>What another module asks for whose use case ends with a new database, such as an import.</summary>
public sealed class BeginningWithAContent
{
    private readonly List<string> _steps = [];

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task The_file_is_there_before_the_database_and_confirmed_after_it(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);

        var created = await NewAsync(host, "alice/books", onStage: async () => _steps.Add(await ExistsAsync(host)));

        var database = created.Value;
        database.Name.Should().Be("alice/books");
        _steps.Should().Equal($"staged {database.Id}", "no database", "confirmed");
        (await host.FindAsync("alice", "books")).Should().Be(database);
        host.Facts.All.Should().ContainSingle().Which.Should().BeOfType<DatabaseCreated>().Which
            .PublicLevel.Should().Be(PublicSharingLevel.NoAccess);
    }

    [Theory]
    [InlineData("alice/books", ErrorKind.AlreadyExists)]
    [InlineData("bob/books", ErrorKind.Forbidden)]
    [InlineData("carol/books", ErrorKind.NotFound)]
    public async Task Who_may_not_have_it_is_told_before_anything_is_staged(string path, ErrorKind kind)
    {
        await using var host = await DatabasesHost.StartAsync(MetadataEngine.Sqlite);
        await host.CreateAsync("alice/books");
        host.Facts.Clear();

        (await NewAsync(host, path)).Error!.Kind.Should().Be(kind);

        _steps.Should().BeEmpty();
        host.Facts.All.Should().BeEmpty();
    }

    [Fact]
    public async Task A_token_that_is_limited_to_queries_stages_nothing()
    {
        await using var host = await DatabasesHost.StartAsync(MetadataEngine.Sqlite);

        (await NewAsync(host, "limited/books", Callers.Limited.AsCaller())).Error!.Kind.Should().Be(ErrorKind.Forbidden);

        _steps.Should().BeEmpty();
    }

    [Fact]
    public async Task Without_a_file_there_is_no_database()
    {
        await using var host = await DatabasesHost.StartAsync(MetadataEngine.Sqlite);
        var full = new AybError(ErrorKind.StorageFull, "The disk is full.");

        var refused = await host.AskAsync(new NewDatabaseWith(
            Callers.Alice.AsCaller(), Path("alice/books"), (_, _) => Task.FromResult<Result<StagedFile>>(full)));

        refused!.Value.Error.Should().Be(full);
        (await host.FindAsync("alice", "books")).Should().BeNull();
        host.Facts.All.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Who_finds_the_name_taken_in_the_end_drops_the_file(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);

        var late = await NewAsync(host, "alice/books", onStage: () => host.CreateAsync("alice/books"));

        late.Error!.Kind.Should().Be(ErrorKind.AlreadyExists);
        _steps.Should().HaveCount(2).And.EndWith("dropped");
        (await host.FindAsync("alice", "books")).Should().NotBeNull("it belongs to who was faster");
        host.Facts.All.Should().ContainSingle();
    }

    [Fact]
    public async Task Who_lost_the_right_meanwhile_drops_the_file()
    {
        var revoked = false;
        var error = new AybError(ErrorKind.InvalidToken, "API token has been revoked");
        await using var host = await DatabasesHost.StartAsync(MetadataEngine.Sqlite, configure: options =>
            options.Answer<MayStill>(question => question.Answer(revoked ? error : new Nothing())));

        var late = await NewAsync(host, "alice/books", onStage: () => Task.FromResult(revoked = true));

        late.Error.Should().Be(error);
        _steps.Should().EndWith("dropped");
    }

    [Fact]
    public async Task When_nobody_knows_whether_it_exists_the_file_is_neither_confirmed_nor_dropped()
    {
        await using var host = await DatabasesHost.StartAsync(MetadataEngine.Sqlite, configure: options =>
            options.Services(services => services.Decorate<IMetadataDatabase, LosingCommits>()));

        var asking = () => NewAsync(
            host, "alice/books", onStage: () => Task.FromResult(((LosingCommits)host.Services.GetRequiredService<IMetadataDatabase>()).Lose = true));

        await asking.Should().ThrowAsync<IOException>();
        _steps.Should().ContainSingle().Which.Should().StartWith("staged");
    }

    [Fact]
    public async Task Whoever_goes_away_while_it_is_staged_ends_it()
    {
        await using var host = await DatabasesHost.StartAsync(MetadataEngine.Sqlite);

        var asking = () => NewAsync(host, "alice/books", onStage: () => throw new OperationCanceledException());

        await asking.Should().ThrowAsync<OperationCanceledException>();
        (await host.FindAsync("alice", "books")).Should().BeNull();
    }

    private static DatabasePath Path(string path) => DatabasePath.Parse(path).Value;

    private static async Task<string> ExistsAsync(ModuleHost host) =>
        await host.FindAsync("alice", "books") is null ? "no database" : "database";

    private async Task<Result<HostedDatabase>> NewAsync(
        ModuleHost host, string path, Principal? caller = null, Func<Task>? onStage = null) =>
        (await host.AskAsync(new NewDatabaseWith(caller ?? Callers.Alice.AsCaller(), Path(path), async (database, _) =>
        {
            _steps.Add($"staged {database.Id}");
            if (onStage is not null)
            {
                await onStage();
            }

            return new StagedFile(() => _steps.Add("confirmed"), () => _steps.Add("dropped"));
        })))!.Value;
}
