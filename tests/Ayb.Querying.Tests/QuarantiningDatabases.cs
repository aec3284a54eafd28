using System.Net;
using System.Security.Cryptography;
using Ayb.Querying.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Tests;

/// <summary>Nothing touches a damaged file until an operator has looked at it.</summary>
public sealed class QuarantiningDatabases
{
    private const string InQuarantine = "The database is in quarantine: its file is damaged*server's operator*";

    [Fact]
    public async Task A_damaged_file_is_left_alone_until_the_marker_is_removed()
    {
        await using var host = await QueryingHost.StartAsync();
        var folder = await WithGarbageAsync(host);
        var file = Path.Combine(folder, "database.sqlite");
        var marker = Path.Combine(folder, "QUARANTINED");
        var before = SHA256.HashData(await File.ReadAllBytesAsync(file));

        await host.QueryAsync("SELECT 1").ShouldFailAsync(HttpStatusCode.ServiceUnavailable, "Other", "The database can't be used: file is not a database*");
        await host.QueryAsync("CREATE TABLE t(a)").ShouldFailAsync(HttpStatusCode.ServiceUnavailable, "Other", InQuarantine);
        await host.QueryAsync("SELECT 1", caller: "bob").ShouldFailAsync(HttpStatusCode.ServiceUnavailable, "Other", InQuarantine);

        host.Log().Of(3007).Should().ContainSingle().Which.Should().Contain("file is not a database").And.Contain(marker);
        (await File.ReadAllTextAsync(marker)).Should().Contain("file is not a database").And.Contain("remove this file");
        (await File.ReadAllBytesAsync(file)).Should().HaveCount(10_000);
        SHA256.HashData(await File.ReadAllBytesAsync(file)).Should().Equal(before);
        await host.Workers().ShouldBeGoneAsync();

        File.Delete(file);
        File.Delete(marker);
        (await host.ValueAsync("SELECT 1")).Should().Be("1");
    }

    [Fact]
    public async Task A_quarantine_outlasts_the_server()
    {
        using var folder = new TestFolder();
        await using (var first = await QueryingHost.StartAsync(configure: options => options.Settings["data_path"] = folder.Path))
        {
            await WithGarbageAsync(first, folder.Path);
            await first.QueryAsync("SELECT 1");
        }

        await using var second = await QueryingHost.StartAsync(configure: options => options.Settings["data_path"] = folder.Path);

        await second.QueryAsync("SELECT 1").ShouldFailAsync(HttpStatusCode.ServiceUnavailable, "Other", InQuarantine);
        second.Log().Of(3007).Should().BeEmpty("it is told when it begins");
    }

    [Fact]
    public async Task Damage_that_shows_while_the_database_is_open_ends_its_process()
    {
        using var hostile = new HostileWorker("""
            ready()
            send(FAILURE, query(), detail=11, payload=b'\xff\xff\xff\xffdatabase disk\n image is malformed')
            linger()
            """);
        await using var host = await QueryingHost.StartAsync(hostile.Path);

        await host.QueryAsync("SELECT 1").ShouldFailAsync(HttpStatusCode.ServiceUnavailable, "Other", "The database can't be used: database disk*");
        await host.UntilAsync(() => host.Log().Of(3002).Count > 0);

        await host.QueryAsync("SELECT 1").ShouldFailAsync(HttpStatusCode.ServiceUnavailable, "Other", InQuarantine);
        host.Log().Of(3007).Should().ContainSingle().Which.Should().Contain("database disk image is malformed");
    }

    [Fact]
    public async Task Another_database_is_not_concerned()
    {
        await using var host = await QueryingHost.StartAsync();
        await WithGarbageAsync(host);
        await host.QueryAsync("SELECT 1");

        (await host.ValueAsync("SELECT 1", path: "alice/db2")).Should().Be("1");
    }

    [Fact]
    public async Task Without_room_for_the_marker_the_quarantine_holds_all_the_same()
    {
        await using var host = await QueryingHost.StartAsync();
        var folder = await WithGarbageAsync(host);
        Directory.CreateDirectory(Path.Combine(folder, "QUARANTINED"));

        await host.QueryAsync("SELECT 1");
        await host.QueryAsync("SELECT 1").ShouldFailAsync(HttpStatusCode.ServiceUnavailable, "Other", InQuarantine);

        host.Log().Of(3008).Should().ContainSingle();
    }

    private static async Task<string> WithGarbageAsync(ModuleHost host, string? data = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(data ?? host.Folder, "databases", "db")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "database.sqlite"), new string('x', 10_000));
        return folder;
    }
}
