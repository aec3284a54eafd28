using System.Net;
using System.Text.Json;
using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests;

/// <summary>What callers are told when the disk under the server is full, or fails.</summary>
public sealed class FillingTheServersDisk
{
    private const string Large = "INSERT INTO entry VALUES (randomblob(500000))";

    [Fact]
    public async Task Writes_are_told_so_reads_go_on_and_room_is_all_that_it_takes()
    {
        using var disk = new SmallDisk(size: 8000);
        await using var server = await ServerProcess.StartAsync(new ServerProcessOptions(disk.Path));
        var account = await PrepareAsync(server);
        disk.Fill("filling");

        using var refused = await account.TryQueryAsync("books", Large);
        refused.StatusCode.Should().Be(HttpStatusCode.InsufficientStorage);
        (await MessageAsync(refused)).Should().Contain("full");
        (await account.QueryAsync("books", "SELECT count(*) FROM entry")).Should().BeEquivalentTo([new[] { "1" }]);
        (await server.Http.GetAsync(new Uri("/health", UriKind.Relative))).StatusCode.Should().Be(HttpStatusCode.OK);

        File.Delete(Path.Combine(disk.Path, "filling"));
        await account.QueryAsync("books", Large);
        (await account.QueryAsync("books", "SELECT count(*) FROM entry")).Should().BeEquivalentTo([new[] { "2" }]);
    }

    [Fact]
    public async Task A_write_that_the_disk_fails_is_uncertain_and_the_next_query_is_served_anew()
    {
        using var folder = new TestFolder();
        await using var server = await ServerProcess.StartAsync(new ServerProcessOptions(folder.Path)
        {
            Environment = new Dictionary<string, string> { ["AYB__QUERYING__WORKER_PATH"] = FailingOnce(folder) },
        });
        var account = await PrepareAsync(server);

        using var failed = await account.TryQueryAsync("books", Large);

        failed.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await MessageAsync(failed)).Should().Contain("may or may not have taken effect");
        await account.UntilServedAsync("books");
        var rows = await account.QueryAsync("books", "SELECT count(*) FROM entry");
        rows[0][0].Should().BeOneOf("1", "2");
        (await account.QueryAsync("books", "PRAGMA integrity_check")).Should().BeEquivalentTo([new[] { "ok" }]);
    }

    private static async Task<Account> PrepareAsync(ServerProcess server)
    {
        var account = await Account.RegisterAsync(server, "marcua");
        await account.CreateAsync("books");
        await account.QueryAsync("books", "CREATE TABLE entry (filling BLOB); INSERT INTO entry VALUES (NULL)");
        return account;
    }

    /// <summary>A worker whose third fsync of a log fails, the first time that one is started for a database.</summary>
    private static string FailingOnce(TestFolder folder)
    {
        var path = Path.Combine(folder.Path, "failing-worker");
        Script.Write(path, $"""
            #!/bin/sh
            case "$2" in */databases/*) ;; *) exec '{Executables.Worker}' "$@" ;; esac
            /bin/mkdir '{path}.started' 2>/dev/null || exec '{Executables.Worker}' "$@"
            exec /usr/bin/strace --daemonize --follow-forks -qq --output /dev/null --trace-path "$2/database.sqlite-wal" \
              -e trace=fsync,fdatasync -e inject=fsync,fdatasync:error=EIO:syscall=getpid:when=3 '{Executables.Worker}' "$@"
            """);
        return path;
    }

    private static async Task<string> MessageAsync(HttpResponseMessage response) =>
        JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("message").GetString()!;
}
