using Ayb.Contracts;
using Ayb.Querying.Tests.Fixtures;
using Ayb.Testing;
using static Ayb.Querying.Tests.Fixtures.Files;

namespace Ayb.Querying.Tests;

/// <summary>What a database was is told before something else is in its place, and nobody has to wait for that.</summary>
public sealed class KeepingWhatIsReplaced
{
    [Fact]
    public async Task The_state_at_the_very_end_is_handed_over_before_it_is_replaced()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.ValueAsync("CREATE TABLE t (x); INSERT INTO t VALUES (1); SELECT 1");
        var old = await host.BytesAsync();
        await host.ValueAsync("INSERT INTO t VALUES (2); SELECT 1");
        var last = await host.BytesAsync();
        byte[]? kept = null;

        await host.ReplaceAsync(old, keep: async copy => kept = await copy.ToBytesAsync());

        kept.Should().Equal(last);
    }

    [Fact]
    public async Task Who_asks_meanwhile_waits_and_sees_the_new_file()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.ValueAsync("CREATE TABLE t (x); INSERT INTO t VALUES ('before'); SELECT 1");
        var before = await host.BytesAsync();
        await host.ValueAsync("UPDATE t SET x = 'after'; SELECT 1");
        var seen = new List<string?>();

        await host.ReplaceAsync(before, keep: async _ => seen.Add(await host.ValueAsync("SELECT x FROM t")));

        seen.Should().Equal(["after", "before"], "nobody has to wait while it is kept: neither before it is replaced, nor afterwards");
    }

    [Fact]
    public async Task What_nobody_has_written_to_is_kept_before_anybody_has_to_wait()
    {
        await using var host = await QueryingHost.StartAsync();
        host.AdvanceBeyondTheMachine();
        await host.ValueAsync("CREATE TABLE t (x); INSERT INTO t VALUES (1); SELECT 1");
        var old = await host.BytesAsync();
        var kept = new List<byte[]>();
        var seen = new List<string?>();

        await host.ReplaceAsync(old, keep: async copy =>
        {
            kept.Add(await copy.ToBytesAsync());
            seen.Add(await host.ValueAsync("SELECT x FROM t"));
        });

        kept.Should().ContainSingle().Which.Should().Equal(old);
        seen.Should().Equal("1");
    }

    [Fact]
    public async Task What_is_written_while_it_is_kept_is_kept_as_well()
    {
        await using var host = await QueryingHost.StartAsync();
        host.AdvanceBeyondTheMachine();
        await host.ValueAsync("CREATE TABLE t (x); INSERT INTO t VALUES (1); SELECT 1");
        var old = await host.BytesAsync();
        var kept = new List<byte[]>();
        byte[]? last = null;

        await host.ReplaceAsync(old, keep: async copy =>
        {
            kept.Add(await copy.ToBytesAsync());
            if (last is null)
            {
                await host.ValueAsync("INSERT INTO t VALUES (2); SELECT 1");
                last = await host.BytesAsync();
            }
        });

        kept.Should().HaveCount(2);
        kept[1].Should().Equal(last);
    }

    [Fact]
    public async Task What_a_storage_does_not_take_at_the_end_stays_until_it_does()
    {
        using var data = new TestFolder();
        byte[] last = [];
        DateTimeOffset replacedAt;
        await using (var host = await StartOnAsync(data))
        {
            host.Clock.Advance(TimeSpan.FromHours(1));
            replacedAt = host.Clock.GetUtcNow();
            await host.ValueAsync("CREATE TABLE t (x); INSERT INTO t VALUES ('old'); SELECT 1");
            var old = await host.BytesAsync();
            await host.ValueAsync("UPDATE t SET x = 'mine'; SELECT 1");

            var answer = await host.ReplaceAsync(TakenOnce(old, async copy => last = await copy.ToBytesAsync()));

            answer.Succeeded.Should().BeTrue("the file is in its place");
            (await host.ValueAsync("SELECT x FROM t")).Should().Be("old");
            host.Log().Of(3011).Should().ContainSingle();
            Unkept(data).Should().ContainSingle();
        }

        var stored = new TaskCompletionSource<(byte[], DateTimeOffset)>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var next = await StartOnAsync(data, options => options.Answer<KeepSafely>(question =>
        {
            stored.SetResult((question.Last.ToBytesAsync().GetAwaiter().GetResult(), question.Last.TakenAt));
            question.Answer("kept");
        }));

        var (content, takenAt) = await stored.Task.WaitAsync(QueryingHost.Deadline);
        content.Should().Equal(last);
        takenAt.Should().Be(replacedAt, "whoever looks back to a later time finds what came in its place");
        SpinWait.SpinUntil(() => Unkept(data).Length == 0, QueryingHost.Deadline).Should().BeTrue("it is stored");
        (await next.ValueAsync("SELECT x FROM t")).Should().Be("old");
    }

    [Fact]
    public async Task There_is_one_such_state_at_the_most()
    {
        using var data = new TestFolder();
        await using var host = await StartOnAsync(data);
        await host.ValueAsync("CREATE TABLE t (x); INSERT INTO t VALUES ('old'); SELECT 1");
        var old = await host.BytesAsync();
        var told = 0;

        // Each is told twice, and at the end of the second one nobody can write.
        var write = (DatabaseCopy _) => told++ % 2 == 0 ? host.ValueAsync("INSERT INTO t VALUES ('mine'); SELECT 1") : Task.CompletedTask;

        (await host.ReplaceAsync(TakenOnce(old, write))).Succeeded.Should().BeTrue();
        (await host.ReplaceAsync(TakenOnce(old, write))).Succeeded.Should().BeFalse("each takes up as much of the disk as the database");

        Unkept(data).Should().ContainSingle();
        (await host.ValueAsync("SELECT count(*) FROM t WHERE x = 'mine'")).Should().Be("1", "who is refused loses nothing");
    }

    [Theory]
    [InlineData("db.unkept-5")]
    [InlineData("db.unkept-5.bak db.unkept-6")]
    public async Task What_is_left_of_one_that_was_stored_is_nobody_s(string folders)
    {
        using var data = new TestFolder();
        var beside = folders.Split(' ').Select(folder => Path.Combine(data.Path, "databases", folder)).ToArray();
        foreach (var folder in beside.Append(Path.Combine(data.Path, "databases", "db")))
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "worker.lock"), "");
        }

        await using var host = await StartOnAsync(data, options => options.Answer<KeepSafely>(_ => Assert.Fail("there is nothing to keep")));

        SpinWait.SpinUntil(() => !Directory.Exists(beside[^1]), QueryingHost.Deadline).Should().BeTrue();
        host.Log().Of(3011).Should().BeEmpty();
        beside[..^1].Where(folder => !Directory.Exists(folder)).Should().BeEmpty("an operator has named them");
    }

    [Fact]
    public async Task A_storage_that_fails_ends_no_session()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.ValueAsync("CREATE TABLE t (x); INSERT INTO t VALUES (1); SELECT 1");
        var old = await host.BytesAsync();
        var session = await host.SessionAsync();

        await host.ReplaceAsync(old, keepFails: true);

        await host.TextAsync("INSERT INTO t VALUES (2)", session).ReadAsync();
    }

    [Fact]
    public async Task Whoever_can_t_keep_the_old_state_keeps_the_database()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.ValueAsync("CREATE TABLE t (x); INSERT INTO t VALUES ('old'); SELECT 1");
        var old = await host.BytesAsync();
        await host.ValueAsync("UPDATE t SET x = 'new'; SELECT 1");

        var answer = await host.ReplaceAsync(old, keepFails: true);

        answer.TryGet(out _, out var error).Should().BeFalse();
        error!.Kind.Should().Be(ErrorKind.Unavailable);
        (await host.ValueAsync("SELECT x FROM t")).Should().Be("new");
        host.ShouldHaveOnlyTheFolder();
    }

    private static Task<ModuleHost> StartOnAsync(TestFolder data, Action<ModuleHostOptions>? configure = null) => QueryingHost.StartAsync(configure: options =>
    {
        options.Settings["data_path"] = data.Path;
        options.Answer<WhichDatabasesById>(question => question.Answer([QueryingHost.Database("db")]));
        configure?.Invoke(options);
    });

    /// <summary>Puts a file in place, of a database that may be written to while it is kept, by a storage that takes one copy and no other.</summary>
    private static PutInPlace TakenOnce(byte[] content, Func<DatabaseCopy, Task> meanwhile)
    {
        var asked = 0;
        return new PutInPlace(
            QueryingHost.Database("db"),
            async (file, cancellationToken) => await file.WriteAsync(content, cancellationToken),
            async (copy, _) =>
            {
                asked++;
                await meanwhile(copy);
                return asked == 1 ? KeptState.Stored : new AybError(ErrorKind.Unavailable, "the storage is away");
            },
            Allowed);
    }

    private static string[] Unkept(TestFolder data) => Directory.GetDirectories(Path.Combine(data.Path, "databases"), "db.unkept-*");
}
