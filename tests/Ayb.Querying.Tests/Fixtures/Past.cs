using System.Collections.Concurrent;
using Ayb.Contracts;
using MediatR;

namespace Ayb.Querying.Tests.Fixtures;

/// <summary>In place of the module that keeps versions: those of the database <c>db</c>, by their ids.</summary>
internal sealed class Past : INotificationHandler<WhichVersion>
{
    private readonly ConcurrentDictionary<string, byte[]> _kept = [];
    private int _asked;

    public ConcurrentQueue<string> Written { get; } = [];

    public int Asked => Volatile.Read(ref _asked);

    public bool IsSetUp { get; set; } = true;

    /// <summary>What happens when a version is about to be written, instead of an error.</summary>
    public Func<string, CancellationToken, Task<Result<Nothing>>> BeforeWriting { get; set; } = (_, _) => Task.FromResult<Result<Nothing>>(new Nothing());

    public void Keep(string id, byte[] file) => _kept[id] = file;

    public Task Handle(WhichVersion notification, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        var (database, id) = (notification.Database.Slug.Value, notification.Version);
        if (IsSetUp)
        {
            notification.Answer(database == "db" && _kept.TryGetValue(id, out var file)
                ? new DatabaseVersion(id, DateTimeOffset.UnixEpoch, file.Length, (to, cancellation) => WriteAsync(id, file, to, cancellation))
                : new AybError(ErrorKind.SnapshotNotFound, $"Snapshot {id} does not exist"));
        }

        return Task.CompletedTask;
    }

    private async Task<Result<Nothing>> WriteAsync(string id, byte[] file, Stream to, CancellationToken cancellationToken)
    {
        Written.Enqueue(id);
        await to.WriteAsync(file.AsMemory(0, file.Length / 2), cancellationToken);
        var before = await BeforeWriting(id, cancellationToken);
        if (before.Succeeded)
        {
            await to.WriteAsync(file.AsMemory(file.Length / 2), cancellationToken);
        }

        return before;
    }
}
