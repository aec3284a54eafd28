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
            var asked = 0;

            var answer = await host.ReplaceAsync(new PutInPlace(
                QueryingHost.Database("db"),
                async (file, cancellationToken) => await file.WriteAsync(old, cancellationToken),
                async (copy, _) =>
                {
                    last = await copy.ToBytesAsync();
                    return asked++ == 0 ? KeptState.Stored : new AybError(ErrorKind.Unavailable, "the storage is away");
                },
                Allowed));

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

    private static string[] Unkept(TestFolder data) => Directory.GetDirectories(Path.Combine(data.Path, "databases"), "db.unkept-*");
}
