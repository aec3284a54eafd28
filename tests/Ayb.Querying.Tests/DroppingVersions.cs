using System.Net;
using Ayb.Contracts;
using Ayb.Querying.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Tests;

/// <summary>When versions go from where they were read.</summary>
public sealed class DroppingVersions
{
    private const int NearlyHalf = 400_000;

    public static TheoryData<string> Reasons => ["a snapshot", "a database", "for good"];

    [Fact]
    public async Task Those_that_were_not_read_for_the_longest_time_make_room()
    {
        await using var host = await StartSmallAsync();
        foreach (var id in new[] { "v1", "v2", "v3" })
        {
            await host.KeepAsync(id, NearlyHalf);
        }

        await host.ValueAsync("v1");
        await host.ValueAsync("v2");
        await host.ValueAsync("v1");
        (await host.ValueAsync("v3")).Should().Be("v3");

        host.Folders.Should().Equal("db@v1", "db@v3");
        host.Host.Workers("db@v2", "versions").Should().BeEmpty();
        (await host.ValueAsync("v1")).Should().Be("v1");
        host.Past.Written.Should().Equal("v1", "v2", "v3");
        (await host.ValueAsync("v2")).Should().Be("v2", "it is made again");
    }

    [Fact]
    public async Task One_that_is_read_stays_and_who_needs_its_room_is_told_to_come_back()
    {
        await using var host = await StartSmallAsync();
        await host.KeepAsync("v1", NearlyHalf);
        await host.KeepAsync("v2", 2 * NearlyHalf);
        using (var reading = await host.QueryAsync("v1", PastHost.Endless, completion: HttpCompletionOption.ResponseHeadersRead))
        {
            using var refused = await host.QueryAsync("v2");
            await Task.FromResult(refused).ShouldFailAsync(HttpStatusCode.ServiceUnavailable, "Other", "*(querying.versions_bytes); try again*");
            refused.Headers.RetryAfter!.Delta.Should().BePositive();
            host.Folders.Should().Equal("db@v1");
        }

        await host.UntilAsync(async () => (await host.QueryAsync("v2")).StatusCode == HttpStatusCode.OK);
        host.Folders.Should().Equal("db@v2");
    }

    [Fact]
    public async Task One_that_is_larger_than_all_the_room_is_read_and_dropped_when_idle()
    {
        await using var host = await StartSmallAsync(idle: "1s");
        await host.KeepAsync("v1", NearlyHalf);
        await host.KeepAsync("huge", 5 * NearlyHalf);
        await host.ValueAsync("v1");

        (await host.ValueAsync("huge")).Should().Be("huge");

        await host.UntilAsync(() => host.Folders.Length == 0);
        (await host.ValueAsync("v1")).Should().Be("v1");
        host.Folders.Should().Equal("db@v1");
    }

    [Theory, MemberData(nameof(Reasons))]
    public async Task What_is_not_kept_any_more_goes(string deleted)
    {
        await using var host = await PastHost.StartAsync();
        await host.KeepAsync("v1");
        await host.KeepAsync("v2");
        await host.ValueAsync("v1");
        await host.ValueAsync("v2");

        await host.Host.PublishAsync(Fact(deleted), thenFail: true);
        host.Folders.Should().Equal(["db@v1", "db@v2"], "nothing was deleted after all");

        await host.Host.PublishAsync(Fact(deleted));

        host.Folders.Should().Equal(deleted == "a snapshot" ? ["db@v2"] : Array.Empty<string>());
        host.Host.Workers("db@v1", "versions").Should().BeEmpty();
        host.Past.Written.Should().HaveCount(2);
    }

    [Fact]
    public async Task Another_database_keeps_its_versions()
    {
        await using var host = await PastHost.StartAsync();
        await host.KeepAsync("v1");
        await host.ValueAsync("v1");

        await host.Host.PublishAsync(new DatabasePurged(QueryingHost.Database("db2")));
        await host.Host.PublishAsync(new SnapshotDeleted(null, QueryingHost.Database("db2"), "v1"));
        await host.Host.PublishAsync(new SnapshotDeleted(null, QueryingHost.Database("db"), "v"));

        host.Folders.Should().Equal("db@v1");
    }

    [Fact]
    public async Task Who_reads_one_as_it_is_deleted_reads_to_the_end()
    {
        await using var host = await PastHost.StartAsync();
        await host.KeepAsync("v1");
        using (var reading = await host.QueryAsync("v1", PastHost.Endless + " LIMIT 2000000", completion: HttpCompletionOption.ResponseHeadersRead))
        {
            await host.Host.PublishAsync(Fact("a snapshot"));

            host.Folders.Should().Equal("db@v1");
            (await reading.Content.ReadAsStringAsync()).Should().EndWith("""["2000000"]]}""");
        }

        await host.UntilAsync(() => host.Folders.Length == 0);
    }

    [Fact]
    public async Task One_that_is_deleted_while_it_is_made_goes_when_it_has_been_read()
    {
        await using var host = await PastHost.StartAsync();
        await host.KeepAsync("v1");
        host.Past.BeforeWriting = async (_, _) => await host.Host.PublishAsync(Fact("a database"));

        (await host.ValueAsync("v1")).Should().Be("v1");

        await host.UntilAsync(() => host.Folders.Length == 0);
    }

    [Fact]
    public async Task A_server_begins_without_any()
    {
        using var data = new TestFolder();
        var left = Directory.CreateDirectory(Path.Combine(data.Path, "versions", "db@v1")).FullName;
        await File.WriteAllTextAsync(Path.Combine(left, "database.sqlite"), "half of it");

        await using var host = await PastHost.StartAsync(options => options.Settings["data_path"] = data.Path);

        Directory.Exists(left).Should().BeFalse();
        await host.KeepAsync("v1");
        (await host.ValueAsync("v1")).Should().Be("v1");
    }

    private static Task<PastHost> StartSmallAsync(string idle = "5m") => PastHost.StartAsync(options =>
    {
        options.Settings["querying:versions_bytes"] = "1MiB";
        options.Settings["querying:idle_time"] = idle;
    });

    private static IFact Fact(string deleted)
    {
        var (database, alice) = (QueryingHost.Database("db"), new Principal(new EntityId("alice"), EntitySlug.Parse("alice").Value, "short", null));
        return deleted switch
        {
            "a snapshot" => new SnapshotDeleted(alice, database, "v1"),
            "a database" => new DatabaseDeleted(alice, database),
            _ => new DatabasePurged(database),
        };
    }
}
