using Ayb.Contracts;
using Ayb.Snapshots.Tests.Fixtures;
using Ayb.Snapshots.Zstd;
using Ayb.Testing;

namespace Ayb.Snapshots.Tests;

/// <summary>What is particular to a folder.</summary>
public sealed class KeepingFiles : IDisposable
{
    private static readonly Dictionary<string, string> Metadata = new() { ["name"] = "before" };

    private readonly TestFolder _folder = new();

    [Fact]
    public async Task Files_are_for_their_owner_alone_and_zstd_reads_them()
    {
        using var plain = new MemoryStream("a database"u8.ToArray());
        using var compressed = new CompressingStream(plain);
        await StoragePlace.In(_folder.Path).UploadAsync("ada/notes/first", compressed, Metadata, CancellationToken.None);

        var file = Path.Combine(_folder.Path, StoragePlace.Prefix, "ada/notes/first");
        File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.GetDirectoryName(file)!)
            .Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var run = await ProcessRun.OfAsync("zstd", _folder.Path, arguments: ["-d", "--stdout", file]);
        run.Output.Should().Be("a database", run.Error);
    }

    [Fact]
    public async Task A_file_that_somebody_else_put_there_is_an_object_without_metadata()
    {
        var storage = StoragePlace.In(_folder.Path, prefix: "");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "ada/notes"));
        foreach (var content in new[] { "", "short", "longer than a head" })
        {
            await File.WriteAllTextAsync(Path.Combine(_folder.Path, "ada/notes/first"), content);

            await using var found = (await storage.OpenAsync("ada/notes/first", CancellationToken.None)).Value;

            found.Metadata.Should().BeEmpty();
            using var reader = new StreamReader(found.Content);
            (await reader.ReadToEndAsync()).Should().Be(content);
        }
    }

    [Fact]
    public async Task What_a_file_system_keeps_for_itself_is_not_looked_into()
    {
        foreach (var file in new[] { "lost+found/#1/first", "ada/notes/lost+found", "ada/first" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder.Path, file))!);
            await File.WriteAllTextAsync(Path.Combine(_folder.Path, file), "");
        }

        var storage = StoragePlace.In(_folder.Path, prefix: "");

        (await storage.ListAsync("", CancellationToken.None)).Value.Select(found => found.Key).Should().Equal("ada/first", "ada/notes/lost+found");
        (await storage.AnyAsync(found => found.Key.Contains("#1", StringComparison.Ordinal), CancellationToken.None)).Value.Should().BeFalse();
    }

    [Theory]
    [InlineData("5A2A4D18FFFFFFFF7B7D")]
    [InlineData("5A2A4D18040000007B7D")]
    [InlineData("5A2A4D18020000007B7B")]
    public async Task A_damaged_head_is_told(string head)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "ada/notes"));
        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, "ada/notes/first"), Convert.FromHexString(head));

        var opened = await StoragePlace.In(_folder.Path, prefix: "").OpenAsync("ada/notes/first", CancellationToken.None);

        opened.Error!.Kind.Should().Be(ErrorKind.SnapshotDamaged);
    }

    [Fact]
    public async Task What_a_killed_server_has_left_is_not_listed_and_is_swept_unless_it_is_being_written()
    {
        var storage = StoragePlace.In(_folder.Path, prefix: "");
        var unfinished = Directory.CreateDirectory(Path.Combine(_folder.Path, "#unfinished")).FullName;
        await File.WriteAllTextAsync(Path.Combine(unfinished, "left"), "half");
        await using var other = new FileStream(Path.Combine(unfinished, "other"), FileMode.CreateNew, FileAccess.Write, FileShare.None);

        (await storage.ListAsync("", CancellationToken.None)).Value.Should().BeEmpty();
        (await storage.SweepAsync(DateTimeOffset.UnixEpoch, CancellationToken.None)).Error.Should().BeNull();
        Directory.GetFiles(unfinished).Should().HaveCount(2);

        (await storage.SweepAsync(TimeProvider.System.GetUtcNow().AddMinutes(1), CancellationToken.None)).Error.Should().BeNull();

        Directory.GetFiles(unfinished).Select(Path.GetFileName).Should().Equal("other");
    }

    [Fact]
    public async Task A_full_disk_keeps_what_was_there_and_nothing_else()
    {
        using var disk = new SmallDisk(size: 1024);
        var log = new LogLines();
        var storage = StoragePlace.In(disk.Path, log);
        using var first = new MemoryStream([1]);
        (await storage.UploadAsync("ada/notes/first", first, Metadata, CancellationToken.None)).Error.Should().BeNull();
        using var large = new RandomContent(2 << 20, seed: 1);

        var stored = await storage.UploadAsync("ada/notes/first", large, Metadata, CancellationToken.None);

        stored.Error!.Kind.Should().Be(ErrorKind.SnapshotFailed);
        stored.Error.Message.Should().NotContain(disk.Path);
        log.All.Should().ContainSingle().Which.Should().Contain("No space left");
        Directory.GetFiles(Path.Combine(disk.Path, "#unfinished")).Should().BeEmpty();
        await using var found = (await storage.OpenAsync("ada/notes/first", CancellationToken.None)).Value;
        (await found.Content.ReadAtLeastAsync(new byte[2], 2, throwOnEndOfStream: false)).Should().Be(1);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_is_told()
    {
        var storage = StoragePlace.In("/proc/snapshots");
        using var content = new MemoryStream([1]);

        (await storage.UploadAsync("ada/notes/first", content, Metadata, CancellationToken.None))
            .Error!.Kind.Should().Be(ErrorKind.SnapshotFailed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("some/prefix")]
    public async Task Before_the_first_object_there_need_be_no_folder_and_nothing_can_be_opened(string prefix)
    {
        var folder = Path.Combine(_folder.Path, "snapshots");
        var storage = StoragePlace.In(folder + "/", prefix: prefix);

        (await storage.ListAsync("", CancellationToken.None)).Value.Should().BeEmpty();
        (await storage.AnyAsync(_ => true, CancellationToken.None)).Value.Should().BeFalse();
        (await storage.OpenAsync("ada/notes/first", CancellationToken.None)).Error!.Kind.Should().Be(ErrorKind.SnapshotFailed);

        Directory.CreateDirectory(folder);
        (await storage.OpenAsync("ada/notes/first", CancellationToken.None)).Error!.Kind.Should().Be(ErrorKind.SnapshotNotFound);
        storage.Place.Should().Be(Path.Combine(folder, prefix).TrimEnd('/'));
    }

    [Fact]
    public async Task A_file_in_its_place_is_none()
    {
        var file = Path.Combine(_folder.Path, "snapshots");
        await File.WriteAllTextAsync(file, "");
        var storage = StoragePlace.In(file + "/", prefix: "");

        (await storage.ListAsync("", CancellationToken.None)).Error!.Kind.Should().Be(ErrorKind.SnapshotFailed);
        (await storage.AnyAsync(_ => true, CancellationToken.None)).Error!.Kind.Should().Be(ErrorKind.SnapshotFailed);
        (await storage.OpenAsync("ada/notes/first", CancellationToken.None)).Error!.Kind.Should().Be(ErrorKind.SnapshotFailed);
        (await storage.DeleteAsync("ada/notes/first", CancellationToken.None)).Error!.Kind.Should().Be(ErrorKind.SnapshotFailed);
    }

    public void Dispose() => _folder.Dispose();
}
