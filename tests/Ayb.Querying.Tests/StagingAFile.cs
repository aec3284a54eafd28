using Ayb.Contracts;
using Ayb.Querying.Files;
using Ayb.Querying.Tests.Fixtures;
using Ayb.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Querying.Tests;

/// <summary>The file of a database that is about to exist, as a fork or an import makes it.</summary>
public sealed class StagingAFile
{
    [Fact]
    public async Task A_database_that_comes_to_exist_has_its_file()
    {
        await using var host = await QueryingHost.StartAsync();

        (await StageAsync(host)).Value.Confirm();

        (await host.ValueAsync("SELECT x FROM t", path: "alice/db2")).Should().Be("staged");
        Entries(host.Folder).Should().Equal("db", "db2");
    }

    [Fact]
    public async Task Of_a_database_that_does_not_nothing_stays()
    {
        await using var host = await QueryingHost.StartAsync();

        (await StageAsync(host)).Value.Drop();

        Entries(host.Folder).Should().Equal("db");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_goes()
    {
        await using var host = await QueryingHost.StartAsync();

        var answer = await host.AskAsync(new StageFile(
            QueryingHost.Database("db2"), async (file, cancellationToken) => await file.WriteAsync(new byte[5000], cancellationToken)));

        answer!.Value.TryGet(out _, out _).Should().BeFalse();
        Entries(host.Folder).Should().BeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_to_be_loaded_is_never_in_the_way_of_a_folder()
    {
        await using var host = await QueryingHost.StartAsync();
        var (folders, database) = (host.Services.GetRequiredService<DatabaseFolders>(), QueryingHost.Database("db2").Id);
        using var sent = new TestFolder();
        var exchanging = Task.Run(() =>
        {
            for (var round = 0; round < 300; round++)
            {
                folders.NewIncoming(database);
                folders.Exchange(database);
            }
        });

        while (!exchanging.IsCompleted)
        {
            await File.WriteAllTextAsync(Path.Combine(sent.Path, "sent"), "x");
            folders.PutLoad(folders.Of(database), Path.Combine(sent.Path, "sent"));
        }

        await exchanging;
    }

    [Fact]
    public async Task Whoever_fails_in_the_middle_of_it_leaves_nothing()
    {
        await using var host = await QueryingHost.StartAsync();

        var staging = () => host.AskAsync(new StageFile(QueryingHost.Database("db2"), (_, _) => throw new IOException("the other end is gone")));

        await staging.Should().ThrowAsync<IOException>();
        Entries(host.Folder).Should().BeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_start_finds_out_what_a_dead_server_did_not_say(bool exists)
    {
        using var data = new TestFolder();
        await using (var died = await StartAsync(data, exists))
        {
            (await StageAsync(died)).TryGet(out _, out _).Should().BeTrue("and nobody says any more whether the database exists");
            Entries(data.Path).Should().Equal("db", "db2", "db2.staged");
        }

        await using var host = await StartAsync(data, exists);

        Entries(data.Path).Should().Equal(exists ? ["db", "db2"] : ["db"]);
        if (exists)
        {
            (await host.ValueAsync("SELECT x FROM t", path: "alice/db2")).Should().Be("staged");
        }
    }

    [Fact]
    public async Task A_start_keeps_what_belongs_to_a_deleted_database_that_may_come_back()
    {
        using var data = new TestFolder();
        await using (var died = await StartAsync(data, exists: false))
        {
            (await StageAsync(died)).TryGet(out _, out _).Should().BeTrue();
        }

        await using var host = await StartAsync(data, exists: false, isDeleted: true);

        Entries(data.Path).Should().Equal("db", "db2");
    }

    private static Task<ModuleHost> StartAsync(TestFolder data, bool exists, bool isDeleted = false) => QueryingHost.StartAsync(configure: options =>
    {
        options.Settings["data_path"] = data.Path;
        options.Answer<WhichDatabasesById>(question => question.Answer(exists ? [QueryingHost.Database("db2")] : []));
        options.Answer<WhichDatabasesAreDeleted>(question => question.Answer(isDeleted ? [QueryingHost.Database("db2")] : []));
    });

    /// <summary>Makes db2 of what is in db.</summary>
    private static async Task<Result<StagedFile>> StageAsync(ModuleHost host)
    {
        await host.ValueAsync("CREATE TABLE t (x); INSERT INTO t VALUES ('staged'); SELECT 1");
        var content = await host.BytesAsync();
        var answer = await host.AskAsync(new StageFile(
            QueryingHost.Database("db2"), async (file, cancellationToken) => await file.WriteAsync(content, cancellationToken)));
        return answer!.Value;
    }

    private static IEnumerable<string?> Entries(string data) =>
        Directory.GetFileSystemEntries(Path.Combine(data, "databases")).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
