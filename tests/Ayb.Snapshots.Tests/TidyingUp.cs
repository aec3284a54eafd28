using Ayb.Contracts;
using Ayb.Snapshots.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Snapshots.Tests;

/// <summary>After a server has died between two steps.</summary>
public sealed class TidyingUp
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task What_was_stored_and_not_listed_is_found_again(MetadataEngine engine)
    {
        await using var host = await SnapshotsHost.StartAsync(engine);
        host.Databases["books"] = "one";
        var takenAt = host.Host.Clock.GetUtcNow().UtcDateTime;
        host.Storage.AfterUpload = () => throw new InvalidOperationException("The server dies.");
        (await host.CallAsync("alice", "POST alice/books/snapshots", headers: [("snapshot-name", "last")])).Should().StartWith("500");
        host.Storage.AfterUpload = () => Task.CompletedTask;
        (await host.ListAsync()).Should().BeEmpty();
        host.Objects.Should().ContainSingle();

        // The clock of the files is the machine's own.
        host.Host.Clock.Advance(TimeSpan.FromDays(365 * 100));
        (await host.Host.SendAsync(new TidyUp())).Succeeded.Should().BeTrue();

        var found = (await host.ListAsync()).Should().ContainSingle().Subject;
        found.Should().BeEquivalentTo(new { Name = "last", Kind = SnapshotKind.Manual, Bytes = 3, CreatedAt = takenAt });
        await host.ShouldAgreeAsync("books");
        (await host.RestoreAsync(found.SnapshotId)).Should().Be("200 {}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_stored_under_a_former_name_is_found_again(bool hasAnotherThisName)
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        host.Storage.AfterUpload = () => throw new InvalidOperationException("The server dies.");
        (await host.CallAsync("alice", "POST alice/books/snapshots")).Should().StartWith("500");
        host.Storage.AfterUpload = () => Task.CompletedTask;
        host.Databases.Rename("books", "novels");
        if (hasAnotherThisName)
        {
            host.Databases["books"] = "another";
            host.Databases.Ids["books"] = new DatabaseId("another");
        }

        host.Host.Clock.Advance(TimeSpan.FromDays(365 * 100));
        (await host.Host.SendAsync(new TidyUp())).Succeeded.Should().BeTrue();
        (await host.Host.SendAsync(new TidyUp())).Succeeded.Should().BeTrue();

        var found = (await host.ListAsync("novels")).Should().ContainSingle().Subject;
        (await host.RestoreAsync(found.SnapshotId, "novels")).Should().Be("200 {}");
        if (hasAnotherThisName)
        {
            (await host.ListAsync()).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task What_was_stored_of_a_deleted_database_is_there_when_it_comes_back_and_goes_with_it()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        host.Storage.AfterUpload = () => throw new InvalidOperationException("The server dies.");
        (await host.CallAsync("alice", "POST alice/books/snapshots")).Should().StartWith("500");
        host.Databases.Purged.Add("books");
        host.Databases.Deleted.Add("books");
        host.Host.Clock.Advance(TimeSpan.FromDays(365 * 100));

        (await host.Host.SendAsync(new TidyUp())).Succeeded.Should().BeTrue();

        (await host.ListAsync()).Should().ContainSingle();
        await host.Host.PublishAsync(new DatabasePurged(StubDatabases.Named("books")));
        host.Objects.Should().BeEmpty();
    }

    [Fact]
    public async Task What_belongs_to_nobody_here_is_opened_once()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        await host.PutAsync("alice/films/of-a-stranger", "films", bytes: 5);
        await host.PutAsync("alice/songs/of-another-server", "SQLite format 3\0 and so on");
        await host.PutAsync("alice/a folder (1)/of-nobody", "SQLite format 3\0 and so on");
        host.Host.Clock.Advance(TimeSpan.FromDays(365 * 100));
        var opened = new List<string>();
        host.Storage.BeforeOpen = key =>
        {
            opened.Add(key);
            return false;
        };

        (await host.Host.SendAsync(new TidyUp())).Succeeded.Should().BeTrue();
        (await host.Host.SendAsync(new TidyUp())).Succeeded.Should().BeTrue();

        opened.Where(key => !key.StartsWith("~metadata/", StringComparison.Ordinal)).Should().Equal("alice/films/of-a-stranger", "alice/songs/of-another-server");
        host.Databases["songs"] = "now it has a name";
        (await host.Host.SendAsync(new TidyUp())).Succeeded.Should().BeTrue();
        (await host.ListAsync("songs")).Should().ContainSingle();
    }

    [Theory]
    [InlineData("bytes", "-1")]
    [InlineData("sha256", "short")]
    [InlineData("taken-at", "never")]
    [InlineData("note", "\0")]
    public async Task What_says_nonsense_of_itself_is_no_snapshot_and_keeps_no_other_from_being_one(string name, string value)
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        await host.PutAsync("alice/books/good", "one", bytes: 3);
        await using (var good = (await host.Storage.OpenAsync("alice/books/good", CancellationToken.None)).Value)
        {
            var metadata = new Dictionary<string, string>(good.Metadata) { [name] = value };
            (await host.Storage.UploadAsync("alice/books/bad", good.Content, metadata, CancellationToken.None)).Error.Should().BeNull();
        }

        host.Host.Clock.Advance(TimeSpan.FromDays(365 * 100));
        (await host.Host.SendAsync(new TidyUp())).Succeeded.Should().BeTrue();

        (await host.ListAsync()).Select(snapshot => snapshot.SnapshotId).Should().Equal("good");
    }

    [Fact]
    public async Task What_others_keep_there_is_left_alone()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        Directory.CreateDirectory(host.PathOf("alice/books"));
        await File.WriteAllTextAsync(host.PathOf("alice/books/notes"), "theirs");
        host.Host.Clock.Advance(TimeSpan.FromDays(365 * 100));

        (await host.Host.SendAsync(new TidyUp())).Succeeded.Should().BeTrue();

        (await host.ListAsync()).Should().BeEmpty();
        (await File.ReadAllTextAsync(host.PathOf("alice/books/notes"))).Should().Be("theirs");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Snapshots_of_a_server_that_keeps_no_metadata_with_them_are_taken_over(MetadataEngine engine)
    {
        await using var host = await SnapshotsHost.StartAsync(engine);
        host.Databases["books"] = "one";
        const string content = "SQLite format 3\0 and so on";
        await host.PutAsync("alice/books/8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4", content);
        await host.PutAsync("alice/books/no-database", "zstd, but something else");
        await host.PutAsync("alice/books/no.id", content);
        await host.PutAsync("alice/nobodys/theirs", content);
        host.Host.Clock.Advance(TimeSpan.FromDays(365 * 100));

        (await host.Host.SendAsync(new TidyUp())).Succeeded.Should().BeTrue();
        (await host.Host.SendAsync(new TidyUp())).Succeeded.Should().BeTrue();

        var found = (await host.ListAsync()).Should().ContainSingle().Subject;
        found.Should().BeEquivalentTo(new
        {
            SnapshotId = "8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4",
            Kind = SnapshotKind.Manual,
            Name = (string?)null,
            Bytes = content.Length,
        });
        found.CreatedAt.Should().BeAfter(new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        host.Log.All.Where(line => line.Contains("no-database", StringComparison.Ordinal)).Should().ContainSingle("it is read once")
            .Which.Should().Contain("left alone, it is no snapshot: It is not a SQLite database.");
        (await host.RestoreAsync(found.SnapshotId)).Should().Be("200 {}");
        host.Databases["books"].Should().Be(content);
    }

    [Fact]
    public async Task One_under_a_name_that_no_request_could_say_is_left_alone()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        var id = await host.TakeAsync();
        File.Copy(host.PathOf($"alice/books/{id}"), host.PathOf("alice/books/a~copy.of-it"));
        host.Host.Clock.Advance(TimeSpan.FromDays(365 * 100));

        (await host.Host.SendAsync(new TidyUp())).Succeeded.Should().BeTrue();

        (await host.ListAsync()).Select(snapshot => snapshot.SnapshotId).Should().Equal(id);
    }

    [Fact]
    public async Task A_name_that_no_key_has_keeps_nobody_from_being_found_again()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        const string content = "SQLite format 3\0 and so on";
        await host.PutAsync("alice/books/a copy (1)", content);
        await host.PutAsync("alice/books/of-another-server", content);
        host.Host.Clock.Advance(TimeSpan.FromDays(365 * 100));

        (await host.Host.SendAsync(new TidyUp())).Succeeded.Should().BeTrue();

        (await host.ListAsync()).Select(snapshot => snapshot.SnapshotId).Should().Equal("of-another-server");
    }

    [Fact]
    public async Task What_is_in_the_list_of_the_database_that_had_this_name_before_is_not_taken_over()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        await host.PutAsync("alice/books/of-another-server", "SQLite format 3\0 and so on");
        host.Host.Clock.Advance(TimeSpan.FromDays(365 * 100));
        (await host.Host.SendAsync(new TidyUp())).Succeeded.Should().BeTrue();
        (await host.ListAsync()).Should().ContainSingle();

        host.Databases.Ids["books"] = new DatabaseId("id-of-the-next-books");
        (await host.Host.SendAsync(new TidyUp())).Succeeded.Should().BeTrue();

        (await host.ListAsync()).Should().BeEmpty("to delete it here would take it away there");
    }

    [Fact]
    public async Task What_may_be_about_to_be_listed_is_left_alone()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        host.Storage.AfterUpload = async () => (await host.Host.SendAsync(new TidyUp())).Succeeded.Should().BeTrue();

        await host.TakeAsync();

        host.Log.All.Should().NotContainMatch("*was stored, but not in the list*");
        await host.ShouldAgreeAsync("books");
    }

    [Fact]
    public async Task A_storage_that_is_away_is_tidied_up_later()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Storage.IsDown = true;

        (await host.Host.SendAsync(new TidyUp())).Succeeded.Should().BeFalse();

        host.Log.All.Should().ContainMatch("*could not be tidied up*can't be reached*");
    }
}
