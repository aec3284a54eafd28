using System.Globalization;
using Ayb.Contracts;
using MediatR;

namespace Ayb.Querying.Files;

internal sealed class WhenWrittenHandler(DatabaseFolders folders, TimeProvider clock) : INotificationHandler<WhenWritten>
{
    /// <summary>The times of files move in steps: what was written just now may be written again at the same time.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    public Task Handle(WhenWritten question, CancellationToken cancellationToken)
    {
        var database = new FileInfo(Path.Combine(folders.Of(question.Database.Id), DatabaseFolders.DatabaseFile));
        if (database.Exists)
        {
            question.Answer($"{Of(database)} {Of(new FileInfo(database.FullName + "-wal"))}");
        }

        return Task.CompletedTask;
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
