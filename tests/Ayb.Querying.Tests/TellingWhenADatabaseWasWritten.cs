using Ayb.Contracts;
using Ayb.Querying.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Tests;

public sealed class TellingWhenADatabaseWasWritten
{
    [Fact]
    public async Task Without_a_file_there_is_nothing_to_tell_and_nobody_is_started()
    {
        await using var host = await QueryingHost.StartAsync();

        (await WrittenAsync(host)).Should().BeNull();

        host.Workers().Should().BeEmpty();
    }

    [Fact]
    public async Task Reading_and_copying_change_nothing_and_writing_does()
    {
        await using var host = await QueryingHost.StartAsync();
        host.AdvanceBeyondTheMachine();
        await host.ValueAsync("CREATE TABLE t (x); INSERT INTO t VALUES (1); SELECT 1");
        var before = await WrittenAsync(host);

        await host.ValueAsync("SELECT x FROM t");
        await host.BytesAsync();
        (await WrittenAsync(host)).Should().NotBeNull().And.Be(before);

        await host.ValueAsync("UPDATE t SET x = 2; SELECT 1");
        (await WrittenAsync(host)).Should().NotBe(before);
    }

    [Fact]
    public async Task Another_file_in_its_place_is_a_write()
    {
        await using var host = await QueryingHost.StartAsync();
        host.AdvanceBeyondTheMachine();
        await host.ValueAsync("CREATE TABLE t (x); SELECT 1");
        var same = await host.BytesAsync();
        await host.ReplaceAsync(same);
        var before = await WrittenAsync(host);

        await host.ReplaceAsync(same);

        (await WrittenAsync(host)).Should().NotBeNull().And.NotBe(before);
    }

    [Fact]
    public async Task What_was_written_just_now_is_never_told_the_same_twice()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.ValueAsync("CREATE TABLE t (x); SELECT 1");

        // The host's clock is behind that of the files: they are from the future.
        (await WrittenAsync(host)).Should().NotBe(await WrittenAsync(host));
    }

    private static Task<string?> WrittenAsync(ModuleHost host) => host.AskAsync(new WhenWritten(QueryingHost.Database("db")));
}
