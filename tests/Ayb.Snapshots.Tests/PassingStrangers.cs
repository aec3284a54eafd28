using Ayb.Snapshots.Disaster;
using Ayb.Snapshots.Storage;
using Ayb.Snapshots.Tests.Fixtures;
using Ayb.Testing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Snapshots.Tests;

/// <summary>The storage has much that is not this server's, and it keeps the server from nothing.</summary>
public sealed class PassingStrangers
{
    [Fact]
    public async Task However_many_can_not_be_read_those_behind_them_have_their_turn()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        host.Databases["books"] = "one";
        host.Databases.Ids["books"] = StubDatabases.Named("novels").Id;
        await host.PutAsync("alice/novels/behind", "one", bytes: 3);
        host.Host.Clock.Advance(TimeSpan.FromDays(365 * 100));
        var strangers = Enumerable.Range(0, 1500).Select(number => new StoredObject($"alice/locked/{number:0000}", 1, DateTimeOffset.UnixEpoch));
        host.Storage.Listed = objects => [.. strangers, .. objects];
        var opened = new List<string>();
        host.Storage.BeforeOpen = key =>
        {
            opened.Add(key);
            return key.StartsWith("alice/locked/", StringComparison.Ordinal);
        };

        await TidyUpAsync(host);
        (await host.ListAsync()).Should().BeEmpty();
        await TidyUpAsync(host);

        (await host.ListAsync()).Should().ContainSingle();
        opened.Should().HaveCount(2000).And.Subject.Distinct().Should().HaveCount(1501, "the first ones had their second turn");
    }

    [Fact]
    public async Task What_is_damaged_is_opened_once()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        Directory.CreateDirectory(host.PathOf("alice/songs"));
        byte[] headOfTooMuch = [0x5A, 0x2A, 0x4D, 0x18, 0xFF, 0xFF, 0xFF, 0x7F];
        await File.WriteAllBytesAsync(host.PathOf("alice/songs/damaged"), headOfTooMuch);
        host.Host.Clock.Advance(TimeSpan.FromDays(365 * 100));
        var opened = new List<string>();
        host.Storage.BeforeOpen = key =>
        {
            opened.Add(key);
            return false;
        };

        await TidyUpAsync(host);
        await TidyUpAsync(host);

        opened.Should().Equal("alice/songs/damaged");
    }

    [Fact]
    public async Task What_is_there_no_more_is_not_remembered()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        await host.PutAsync("alice/films/of-a-stranger", "films", bytes: 5);
        host.Host.Clock.Advance(TimeSpan.FromDays(365 * 100));
        var stranger = (await place.Storage.ListAsync("", CancellationToken.None)).Value.Single();
        var foreign = host.Host.Services.GetRequiredService<ForeignObjects>();
        await TidyUpAsync(host);
        foreign.IsRefused(stranger, namesake: null).Should().BeTrue();
        await place.Storage.DeleteAsync(stranger.Key, CancellationToken.None);

        await TidyUpAsync(host);

        foreign.IsRefused(stranger, namesake: null).Should().BeFalse();
    }

    [Fact]
    public async Task The_metadata_does_not_wait_for_what_takes_long()
    {
        var sent = new SentRequests(expected: 4);
        await using var services = new ServiceCollection().AddSingleton<IMediator>(sent).BuildServiceProvider();
        using var tidier = new StorageTidier(
            services.GetRequiredService<IServiceScopeFactory>(), TimeProvider.System, new LogLines().For<StorageTidier>());

        await tidier.StartAsync(CancellationToken.None);

        (await sent.All.WaitAsync(SnapshotsHost.Deadline)).Should().Equal(
            typeof(NoticeLostServer), typeof(DropLeftovers), typeof(KeepMetadata), typeof(TidyUp));
        await tidier.StopAsync(CancellationToken.None);
    }

    private static async Task TidyUpAsync(SnapshotsHost host) =>
        (await host.Host.SendAsync(new TidyUp()).WaitAsync(SnapshotsHost.Deadline)).Error.Should().BeNull();
}
