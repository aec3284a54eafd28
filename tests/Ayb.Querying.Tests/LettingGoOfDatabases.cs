using System.Net;
using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;
using Ayb.Querying.Tests.Fixtures;
using Ayb.Testing;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Querying.Tests;

/// <summary>What becomes of processes and files when a database is deleted, comes back, or goes for good.</summary>
public sealed class LettingGoOfDatabases
{
    private static readonly HostedDatabase Db = QueryingHost.Database("db");

    [Fact]
    public async Task When_it_is_deleted_its_process_ends_with_all_that_runs_there_and_its_files_stay()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.ValueAsync("CREATE TABLE t (x); INSERT INTO t VALUES (1); SELECT 1");
        var workers = host.Workers();
        workers.Should().ContainSingle();
        var session = await host.SessionAsync();
        await host.TextAsync("INSERT INTO t VALUES (2)", session).ReadAsync();
        using var running = await host.QueryAsync(
            new StringContent("WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT i FROM r"),
            completion: HttpCompletionOption.ResponseHeadersRead);

        await host.PublishAsync(new DatabaseDeleted(Alice(host), Db)).WaitAsync(QueryingHost.Deadline);

        await workers.ShouldBeGoneAsync();
        var reading = async () => await running.Content.CopyToAsync(Stream.Null).WaitAsync(QueryingHost.Deadline);
        (await reading.Should().ThrowAsync<Exception>()).Which.Should().Match(exception => exception is HttpRequestException || exception is IOException);
        host.ShouldHaveOnlyTheFolder();
        (await host.ValueAsync("SELECT count(*) FROM t")).Should().Be("1", "it has come back, and the session was not committed");
        await host.TextAsync("SELECT 1", session).ShouldFailAsync(HttpStatusCode.NotFound, "RecordNotFound", "*session*");
    }

    [Fact]
    public async Task A_deletion_that_is_rolled_back_ends_nothing()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.ValueAsync("CREATE TABLE t (x); SELECT 1");
        var session = await host.SessionAsync();

        await host.PublishAsync(new DatabaseDeleted(Alice(host), Db), thenFail: true);
        await host.PublishAsync(new DatabasePurged(Db), thenFail: true);

        await host.TextAsync("INSERT INTO t VALUES (2)", session).ReadAsync();
    }

    [Fact]
    public async Task A_new_name_or_owner_ends_no_session()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.ValueAsync("CREATE TABLE t (x); SELECT 1");
        var session = await host.SessionAsync();

        await host.PublishAsync(new DatabaseMoved(Alice(host), Db, Db with { Slug = DatabaseSlug.Parse("db2").Value }));

        await host.TextAsync("INSERT INTO t VALUES (2)", session).ReadAsync();
    }

    [Fact]
    public async Task When_it_goes_for_good_so_do_all_its_files_and_no_others()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.ValueAsync("CREATE TABLE t (x); SELECT 1");
        await host.ValueAsync("SELECT 1", path: "alice/db2");
        var workers = host.Workers();
        foreach (var beside in new[] { "db.incoming", "db.damaged-0123", "db2.damaged-0123", "unknown" })
        {
            Directory.CreateDirectory(Path.Combine(host.Folder, "databases", beside));
        }

        await host.PublishAsync(new DatabasePurged(Db)).WaitAsync(QueryingHost.Deadline);

        await workers.ShouldBeGoneAsync();
        Entries(host.Folder).Should().Equal("db2", "db2.damaged-0123", "unknown");
        (await NotedAsync(host)).Should().BeEmpty();
        (await host.ValueAsync("SELECT 1", path: "alice/db2")).Should().Be("1");
    }

    [Fact]
    public async Task One_that_nobody_has_queried_goes_as_well()
    {
        await using var host = await QueryingHost.StartAsync();

        await host.PublishAsync(new DatabaseDeleted(Alice(host), Db));
        await host.PublishAsync(new DatabasePurged(Db));

        (await NotedAsync(host)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_server_that_died_before_the_folder_was_gone_deletes_it_at_its_next_start_and_no_other()
    {
        using var data = new TestFolder();
        await using (var died = await StartAsync(data))
        {
            await died.ValueAsync("CREATE TABLE t (x); SELECT 1");
            await died.ValueAsync("CREATE TABLE t (x); SELECT 1", path: "alice/db2");
            await RunAsync(died, "INSERT INTO purged_folders (database_id) VALUES ('db')");
        }

        await using var host = await StartAsync(data);

        Entries(data.Path).Should().Equal("db2");
        (await NotedAsync(host)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_deleted_database_of_which_nobody_said_that_it_exists_keeps_its_file_over_a_start()
    {
        using var data = new TestFolder();
        await using (var host = await StartAsync(data))
        {
            await host.ValueAsync("CREATE TABLE t (x); INSERT INTO t VALUES ('kept'); SELECT 1");
            await File.WriteAllTextAsync(Path.Combine(data.Path, "databases", "db.staged"), "");
            await host.PublishAsync(new DatabaseDeleted(Alice(host), Db));
        }

        // During the grace period nobody knows of it.
        await using var next = await StartAsync(data, options => options.Answer<WhichDatabasesById>(question => question.Answer([])));

        (await next.ValueAsync("SELECT x FROM t")).Should().Be("kept");
    }

    private static Principal Alice(ModuleHost host) => host.Cast().Who("token-of-alice").Value;

    private static Task<ModuleHost> StartAsync(TestFolder data, Action<ModuleHostOptions>? configure = null) =>
        QueryingHost.StartAsync(configure: options =>
        {
            options.Settings["data_path"] = data.Path;
            options.Settings["database_url"] = $"sqlite://{data.Path}/ayb.sqlite";
            configure?.Invoke(options);
        });

    private static IEnumerable<string?> Entries(string data) =>
        Directory.GetFileSystemEntries(Path.Combine(data, "databases")).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private static async Task<IReadOnlyList<string>> NotedAsync(ModuleHost host)
    {
        await using var reader = await host.Services.GetRequiredService<IMetadataDatabase>().OpenReaderAsync(CancellationToken.None);
        return (await reader.QueryAsync<string>("SELECT database_id FROM purged_folders")).AsList();
    }

    private static async Task RunAsync(ModuleHost host, string sql)
    {
        await using var writer = await host.Services.GetRequiredService<IMetadataDatabase>().OpenWriterAsync(CancellationToken.None);
        await writer.Connection.ExecuteAsync(sql, transaction: writer.Transaction);
        await writer.CommitAsync();
    }
}
