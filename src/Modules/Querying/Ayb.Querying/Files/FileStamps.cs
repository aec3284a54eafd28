using System.Globalization;
using Ayb.Contracts;

namespace Ayb.Querying.Files;

/// <summary>Tells whether a database was written to, by the sizes and times of its files alone.</summary>
internal sealed class FileStamps(DatabaseFolders folders, TimeProvider clock)
{
    /// <summary>The times of files move in steps: what was written just now may be written again at the same time.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    /// <returns>What another write changes; never the same twice while the last write is fresh. <c>null</c> without a file.</returns>
    public string? Of(DatabaseId id)
    {
        var database = new FileInfo(Path.Combine(folders.Of(id), DatabaseFolders.DatabaseFile));
        return database.Exists ? $"{Of(database)} {Of(new FileInfo(database.FullName + "-wal"))}" : null;
    }

    /// <summary>An empty log says as much as none: it comes and goes with those who read.</summary>
    private string Of(FileInfo file)
    {
        if (!file.Exists || file.Length == 0)
        {
            return "-";
        }

        return clock.GetUtcNow() - file.LastWriteTimeUtc > Fresh
            ? string.Create(CultureInfo.InvariantCulture, $"{file.Length}@{file.LastWriteTimeUtc.Ticks}")
            : Guid.NewGuid().ToString("N");
    }
}
