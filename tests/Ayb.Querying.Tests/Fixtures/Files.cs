using Ayb.Contracts;
using Ayb.Testing;

namespace Ayb.Querying.Tests.Fixtures;

/// <summary>Whole files of databases.</summary>
internal static class Files
{
    /// <summary>The database as it is now.</summary>
    public static async Task<byte[]> BytesAsync(this ModuleHost host, string database = "db")
    {
        var answer = await host.AskAsync(new WhatIsIn(QueryingHost.Database(database))).WaitAsync(QueryingHost.Deadline);
        await using var copy = answer!.Value.Value;
        return await copy.ToBytesAsync();
    }

    public static async Task<byte[]> ToBytesAsync(this DatabaseCopy copy)
    {
        using var bytes = new MemoryStream();
        await copy.Content.CopyToAsync(bytes);
        bytes.Length.Should().Be(copy.Bytes);
        return bytes.ToArray();
    }

    public static Task<Result<Nothing>> ReplaceAsync(
        this ModuleHost host, byte[] content, Func<DatabaseCopy, Task>? keep = null, string database = "db", bool keepFails = false) =>
        host.ReplaceAsync(new PutInPlace(
            QueryingHost.Database(database),
            async (stream, cancellationToken) => await stream.WriteAsync(content, cancellationToken),
            async (copy, _) =>
            {
                await (keep?.Invoke(copy) ?? Task.CompletedTask);
                return keepFails ? new AybError(ErrorKind.Unavailable, "nowhere to keep it") : KeptState.Stored;
            },
            Allowed));

    /// <summary>What whoever replaces a database hears when they still may.</summary>
    public static Task<Result<Nothing>> Allowed(CancellationToken cancellationToken) => Task.FromResult<Result<Nothing>>(new Nothing());

    public static async Task<Result<Nothing>> ReplaceAsync(this ModuleHost host, PutInPlace replacement) =>
        (await host.AskAsync(replacement).WaitAsync(QueryingHost.Deadline))!.Value;

    /// <summary>By the host's clock no file is fresh any more.</summary>
    public static void AdvanceBeyondTheMachine(this ModuleHost host) => host.Clock.Advance(TimeSpan.FromDays(365 * 100));

    /// <summary>How much is in the log beside the database: what one transaction writes gets there before its end, if it is more than fits into memory.</summary>
    public static long LogBytes(this ModuleHost host)
    {
        var log = new FileInfo(Path.Combine(host.Folder, "databases", "db", "database.sqlite-wal"));
        return log.Exists ? log.Length : 0;
    }

    public static void ShouldHaveOnlyTheFolder(this ModuleHost host)
    {
        Directory.GetDirectories(Path.Combine(host.Folder, "databases")).Select(Path.GetFileName).Should().Equal("db");
        Directory.GetFiles(Path.Combine(host.Folder, "databases", "db"), "copy-*").Should().BeEmpty();
    }
}
